"""Addresses of accounts. Of allauth's views only those in use are here; whatever it has beside them answers 404.

Those that write are atomic, so that the trail is written with the change or not at all.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.db.transaction import atomic
from django.urls import include, path, re_path

from tarazy.accounts.middleware import before_second_factor as unhindered
from tarazy.accounts.views import account as own
from tarazy.accounts.views import invitations, recoveries, sign_ins
from tarazy.accounts.views.closed import no_signup
from tarazy.accounts.views.second_factors import remove_passkey, second_step
from tarazy.base.permissions import public, signed_in

sign_in_urls = [
    path("login/", public(atomic(account.login)), name="account_login"),
    path("logout/", unhindered(public(account.logout)), name="account_logout"),
    path("signup/", no_signup, name="account_signup"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", unhindered(signed_in(account.reauthenticate)), name="account_reauthenticate"),
    path("password/", signed_in(atomic(account.password_change)), name="account_change_password"),
    path("password/forgotten/", public(account.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(atomic(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
second_factor_urls = [
    path("", unhindered(signed_in(second_factor.index)), name="mfa_index"),
    path("step/", second_step, name="mfa_authenticate"),
    path("again/", unhindered(signed_in(second_factor.reauthenticate)), name="mfa_reauthenticate"),
    path("app/", unhindered(signed_in(atomic(totp.activate_totp))), name="mfa_activate_totp"),
    path("app/removal/", signed_in(atomic(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("codes/", unhindered(signed_in(recovery_codes.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path("codes/new/", signed_in(atomic(recovery_codes.generate_recovery_codes)), name="mfa_generate_recovery_codes"),
    path("passkeys/", unhindered(signed_in(passkeys.list_webauthn)), name="mfa_list_webauthn"),
    path("passkeys/new/", unhindered(signed_in(atomic(passkeys.add_webauthn))), name="mfa_add_webauthn"),
    path("passkeys/step/", public(atomic(passkeys.login_webauthn)), name="mfa_login_webauthn"),
    path(
        "passkeys/again/", unhindered(signed_in(passkeys.reauthenticate_webauthn)), name="mfa_reauthenticate_webauthn"
    ),
    path("passkeys/<int:pk>/", signed_in(atomic(passkeys.edit_webauthn)), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", remove_passkey, name="mfa_remove_webauthn"),
]
own_urls = [
    path("", own.account, name="account"),
    path("language/", own.language, name="language"),
    path("sign-ins/", sign_ins.sign_ins, name="sign_ins"),
    path("sign-ins/others/ending/", sign_ins.other_sign_ins_ending, name="other_sign_ins_ending"),
    path("sign-ins/<slug:public_id>/ending/", sign_ins.sign_in_ending, name="sign_in_ending"),
    path("leave/", unhindered(sign_ins.leave), name="leave"),
    path("calendar/", unhindered(sign_ins.neutral), name="calendar"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<slug:public_id>/", invitations.invitation, name="invitation"),
    path("invitations/<slug:public_id>/sending/", invitations.invitation_sending, name="invitation_sending"),
    path("invitations/<slug:public_id>/revocation/", invitations.invitation_revocation, name="invitation_revocation"),
    path("welcome/", unhindered(invitations.invitation_acceptance), name="invitation_acceptance"),
    path("welcome/<str:token>/", unhindered(invitations.take_invitation), name="take_invitation"),
    path("recoveries/", recoveries.recoveries, name="recoveries"),
    path("recoveries/<slug:public_id>/", recoveries.recovery, name="recovery"),
    path("recoveries/<slug:public_id>/confirmation/", recoveries.recovery_confirmation, name="recovery_confirmation"),
    path("recoveries/<slug:public_id>/refusal/", recoveries.recovery_refusal, name="recovery_refusal"),
    path("recoveries/<slug:public_id>/withdrawal/", recoveries.recovery_withdrawal, name="recovery_withdrawal"),
    path("lost/", recoveries.own_recovery, name="own_recovery"),
    path("recovery/", unhindered(recoveries.recovery_use), name="recovery_use"),
    path("recovery/<str:token>/", unhindered(recoveries.take_recovery), name="take_recovery"),
]
urlpatterns = [
    *sign_in_urls,
    path("second-factor/", include(second_factor_urls)),
    path("", include((own_urls, "accounts"))),
]
