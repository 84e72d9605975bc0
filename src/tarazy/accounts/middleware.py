"""What is asked at every request of someone signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from tarazy.accounts.actions.sign_ins import conclude_sign_in, note_use
from tarazy.accounts.queries import end_of, owes_second_factor
from tarazy.accounts.sessions import current_sign_in, has_settled_second_factor

View = Callable[..., HttpResponseBase]


def before_second_factor(view: View) -> View:
    """Let those in who still owe a second factor: its set-up, signing out, leaving."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


class SignInMiddleware:
    """Ends sign-ins that were revoked, lay unused or are too old; holds whoever owes a second factor at its set-up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: Any) -> HttpResponseBase | None:
        """Send whoever owes a second factor to its set-up."""
        if not request.user.is_authenticated or getattr(view, "before_second_factor", False):
            return None
        if has_settled_second_factor(request) or not owes_second_factor(request.user):
            return None
        return redirect("mfa_index")

    def _check(self, request: HttpRequest) -> None:
        sign_in = current_sign_in(request)
        if sign_in is None or sign_in.ended_at is not None:
            self._sign_out(request, gettext("You have been signed out. Sign in again to go on."))
            return
        why = end_of(sign_in)
        if why is None:
            note_use(sign_in)
            return
        conclude_sign_in(sign_in, why)
        self._sign_out(request, gettext("You were signed out because the page was not used for a while, or for long."))

    @staticmethod
    def _sign_out(request: HttpRequest, message: str) -> None:
        logout(request)
        messages.info(request, message)
