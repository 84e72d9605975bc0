from tarazy.accounts.models.invitation import Invitation, InvitationStep
from tarazy.accounts.models.recovery import RecoveryRequest, RecoveryStep
from tarazy.accounts.models.sign_in import SignIn
from tarazy.accounts.models.user import User

__all__ = ["Invitation", "InvitationStep", "RecoveryRequest", "RecoveryStep", "SignIn", "User"]
