"""One's own account: name, language, zone, second factors, and signing out everywhere."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from awards_site import selfcare
from awards_site.doors import Door
from awards_site.forms import AccountForm
from awards_site.rules import signed_in


class Account(Door):
    """The own account."""

    rule = signed_in
    template_name = "awards_site/account.html"

    def find(self) -> Any:
        """Find whoever asks."""
        return self.request.user

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what was written."""
        form = AccountForm(request.POST, instance=selfcare.fresh(request.user))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        person = selfcare.keep(form.instance)
        return saved(person.language)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the form, with what is kept or what was typed."""
        kwargs.setdefault("form", AccountForm(instance=selfcare.fresh(self.request.user)))
        return super().get_context_data(**kwargs) | {"factors": selfcare.factors_of(self.request.user)}


def saved(language: str) -> HttpResponse:
    """Go on in the language that was chosen."""
    with translation.override(language):
        response = HttpResponseRedirect(reverse("account"))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


class SignOutEverywhere(Door):
    """End every session of the person, this one too."""

    rule = signed_in
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End them."""
        selfcare.end_all_sessions(request.user)
        logout(request)
        messages.success(request, _("You are signed out on every device."))
        return redirect("account_login")
