"""Who may do what with accounts. Who is entitled, the room above says (``policy.entitle``); the limits are set here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from tarazy.accounts.choices import Entitlement
from tarazy.accounts.models import RecoveryRequest, SignIn, User
from tarazy.accounts.policy import is_entitled
from tarazy.base.permissions import grant


def _is_own_account(actor: object, account: User | None) -> bool:
    return account is not None and account.pk == getattr(actor, "pk", None)


def _is_own(actor: object, thing: SignIn | RecoveryRequest | None) -> bool:
    return thing is not None and thing.user_id == getattr(actor, "pk", None)


def _may_invite_someone(actor: object, _to_what: object = None) -> bool:
    return bool(may_invite.test(actor, None))


is_own_account = Predicate(_is_own_account, name="is their own account")
is_own_sign_in = Predicate(_is_own, name="is their own sign-in")
is_own_recovery = Predicate(_is_own, name="is about their own second factor")
may_invite = is_entitled(Entitlement.INVITE)
may_invite_someone = Predicate(_may_invite_someone, name="may invite people to something")
may_open_recovery = is_entitled(Entitlement.OPEN_RECOVERY)
may_confirm_recovery = is_entitled(Entitlement.CONFIRM_RECOVERY)
may_deactivate = is_entitled(Entitlement.DEACTIVATE)
sees_recoveries = may_open_recovery | may_confirm_recovery

# The object each permission is asked for stands beside it.
grant(  # the invitation's context, or None for "at all"
    "accounts.invite",
    may_invite,
    refusal=_("Your role does not allow you to invite someone to this."),
    visible_to=may_invite_someone,
)
grant("accounts.view_invitations", may_invite, refusal=_("Your role does not allow you to see invitations."))
grant(  # an account
    "accounts.open_recovery",
    may_open_recovery | is_own_account,
    refusal=_("Your role does not allow you to ask for this."),
)
grant(  # a recovery, or None
    "accounts.view_recoveries",
    sees_recoveries | is_own_recovery,
    refusal=_("Your role does not allow you to see recoveries."),
)
grant(  # a recovery
    "accounts.confirm_recovery",
    may_confirm_recovery & ~is_own_recovery,
    refusal=_("Two people other than the owner of the account decide on this."),
    visible_to=sees_recoveries | is_own_recovery,
)
grant("accounts.withdraw_recovery", is_own_recovery, refusal=_("Only the owner of the account can do this."))
grant("accounts.end_sign_in", is_own_sign_in, refusal=_("This session is not yours."))
grant(  # an account
    "accounts.deactivate",
    may_deactivate & ~is_own_account,
    refusal=_("Somebody else must close your own account."),
    visible_to=may_deactivate,
)
