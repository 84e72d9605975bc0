"""The door of accounts for the rooms above."""

from tarazy.accounts.actions.accounts import create_account, deactivate_account, reactivate_account
from tarazy.accounts.actions.invitations import invite, resend_invitation, revoke_invitation
from tarazy.accounts.actions.recoveries import open_recovery
from tarazy.accounts.actions.second_factors import enrol_totp
from tarazy.accounts.choices import Entitlement
from tarazy.accounts.invitation_desk import register_invitation_desk
from tarazy.accounts.middleware import before_second_factor
from tarazy.accounts.policy import entitle, must_use_second_factor, require_second_factor_when
from tarazy.accounts.queries import has_second_factor

__all__ = [
    "Entitlement",
    "before_second_factor",
    "create_account",
    "deactivate_account",
    "enrol_totp",
    "entitle",
    "has_second_factor",
    "invite",
    "must_use_second_factor",
    "open_recovery",
    "reactivate_account",
    "register_invitation_desk",
    "require_second_factor_when",
    "resend_invitation",
    "revoke_invitation",
]
