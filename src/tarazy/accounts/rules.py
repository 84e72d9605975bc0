"""Who may do what with accounts. Who is entitled, the room above says (``policy.entitle``); the limits are set here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate, predicate

from tarazy.accounts.choices import Entitlement
from tarazy.accounts.models import RecoveryRequest, SignIn, User
from tarazy.accounts.policy import is_entitled
from tarazy.base.permissions import grant


@predicate
def is_own_account(actor: User, account: User | None) -> bool:
    """The actor is the owner of the account."""
    return account is not None and actor.pk is not None and actor.pk == account.pk


@predicate
def is_own_sign_in(actor: User, sign_in: SignIn | None) -> bool:
    """The actor made this sign-in."""
    return sign_in is not None and actor.pk is not None and actor.pk == sign_in.user_id


@predicate
def is_own_recovery(actor: User, recovery: RecoveryRequest | None) -> bool:
    """It is the actor's own second factor that is to be recovered."""
    return recovery is not None and actor.pk is not None and actor.pk == recovery.user_id


@predicate
def may_invite_someone(actor: User, obj: object = None) -> bool:
    """The actor may invite people to something, if not to this."""
    return may_invite.test(actor, None)


may_invite = is_entitled(Entitlement.INVITE)
may_open_recovery = is_entitled(Entitlement.OPEN_RECOVERY)
may_confirm_recovery = is_entitled(Entitlement.CONFIRM_RECOVERY)
may_deactivate = is_entitled(Entitlement.DEACTIVATE)
sees_recoveries: Predicate = may_open_recovery | may_confirm_recovery

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
grant("accounts.end_sign_in", is_own_sign_in, refusal=_("This sign-in is not yours."))
grant(  # an account
    "accounts.deactivate",
    may_deactivate & ~is_own_account,
    refusal=_("Somebody else must close your own account."),
    visible_to=may_deactivate,
)
