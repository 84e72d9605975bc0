"""Forms of accounts; those of allauth are changed where ours differ."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm, _BaseAddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.cache import cache
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tarazy.accounts.models import User

CODE_REMEMBERED = 300  # seconds; longer than a code can be valid, clock tolerance included


def _password_rules() -> SafeString:
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((text,) for text in password_validators_help_texts()))
    )


class NewPasswordForm(forms.Form):
    """Chooses a password, shown as it is typed only to its owner's browser."""

    password = forms.CharField(
        label=_("Password"),
        help_text=lazy(_password_rules, SafeString)(),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Hold the password against the rules, and against the address it belongs to."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email))
        return password


class AcceptInvitationForm(NewPasswordForm):
    """Makes an account: the language of its mail, and a password."""

    language = forms.ChoiceField(label=_("Language of mail to you"), choices=settings.LANGUAGES)
    field_order = ("language", "password")


class LanguageForm(forms.Form):
    """The language of one's mail."""

    language = forms.ChoiceField(label=_("Language of mail to you"), choices=settings.LANGUAGES)


class PasswordForm(forms.Form):
    """Proves who is there, by the password."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RefusalForm(forms.Form):
    """Why a recovery is refused; stays on record."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class OpenRecoveryForm(forms.Form):
    """Whose second factor is lost."""

    email = forms.EmailField(label=_("E-mail address of the account"))


class PasskeyForm(_BaseAddWebAuthnForm):
    """A passkey: always one that can sign in alone, so it must verify its owner by PIN, finger or face."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=60, help_text=_("So that you recognise it later in the list.")
    )

    def clean(self) -> dict[str, Any]:
        """Take only a passkey that verified its owner."""
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):
    """Gives a passkey another name."""

    name = forms.CharField(label=_("Name"), max_length=60)


class _Plain(forms.Form):
    """Takes from a form of allauth what a label says already: placeholders, and the password typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs.update(inputmode="numeric", autocapitalize="off", spellcheck="false")


class SignInForm(_Plain, account_forms.LoginForm):
    """The first step of signing in."""


class ForgottenPasswordForm(_Plain, account_forms.ResetPasswordForm):
    """Asks for a link to set a new password."""


class ResetPasswordForm(_Plain, account_forms.ResetPasswordKeyForm):
    """Sets a new password, for whoever holds the link."""


class ChangePasswordForm(_Plain, account_forms.ChangePasswordForm):
    """Sets a new password, for whoever knows the old one."""


class PasswordAgainForm(_Plain, account_forms.ReauthenticateForm):
    """Proves who is there, by the password."""


class AppForm(_Plain, ActivateTOTPForm):
    """Sets up an app for codes."""


class _CodeOnce(_Plain):
    """Takes a code once. allauth forgets a used code after 30 seconds, but a slow clock makes it valid for longer."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        used = f"accounts.code:{self.user.pk}:{normalize_user_code(code)}"  # type: ignore[attr-defined]
        if not cache.add(used, "used", timeout=CODE_REMEMBERED):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_CodeOnce, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_CodeOnce, ReauthenticateForm):
    """Proves who is there, by a code."""
