"""One's own account at a glance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tarazy.accounts.actions.accounts import change_language
from tarazy.accounts.forms import LanguageForm
from tarazy.accounts.queries import account_page
from tarazy.accounts.sessions import owner
from tarazy.base.pages import render
from tarazy.base.permissions import signed_in


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show what one's own account has and lacks."""
    return render(request, "accounts/account.html", account_page(owner(request)))


@signed_in
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of mail."""
    form = LanguageForm(request.POST or None, initial={"language": owner(request).language})
    if request.method == "POST" and form.is_valid():
        change_language(actor=owner(request), language=form.cleaned_data["language"])
        messages.success(request, gettext("Mail to you will be in the language that you chose."))
        return redirect("accounts:account")
    return render(request, "accounts/language.html", form=form)
