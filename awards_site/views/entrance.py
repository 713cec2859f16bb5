"""The way in: an address, then the code that was mailed to it."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.stages import LoginByCodeStage
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from awards_site import hasty, signin
from awards_site.forms import AddressForm, CodeForm

TO_CODE = "account_confirm_login_code"


@method_decorator(never_cache, name="dispatch")
class SignIn(RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView):  # type: ignore[misc, type-arg]  # no types
    """First step: the address. Answers the same whoever it is."""

    form_class = AddressForm
    template_name = "account/login.html"

    def form_valid(self, form: AddressForm) -> HttpResponse:
        """Mail a code and go on to ask for it; a machine is answered likewise, without a mail."""
        sign = hasty.sign_of(self.request)
        if sign == hasty.Sign.FAST:
            return self.render_to_response(self.get_context_data(form=form, refusal=hasty.ONCE_MORE))
        begin = signin.pretend if sign else signin.start
        begin(self.request, form.cleaned_data["email"])
        return redirect(self.passthrough_next_url(reverse(TO_CODE)))


@method_decorator(login_stage_required(LoginByCodeStage.key, "account_login"), name="dispatch")
class EnterCode(NextRedirectMixin, FormView):  # type: ignore[misc, type-arg]  # allauth has no types
    """Second step: the code. Five tries, a quarter of an hour."""

    form_class = CodeForm
    template_name = "account/confirm_login_code.html"
    process: signin.Process

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go on with the sign-in that the session began, unless its code is too old."""
        going_on = signin.Process.resume(request._login_stage)  # type: ignore[attr-defined]  # noqa: SLF001 - allauth's
        if going_on is None:
            messages.info(request, _("The code is too old. Ask for a new one."))
            return redirect(self.passthrough_next_url(reverse("account_login")))
        self.process = going_on
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a new code where that was asked, else look at the one given."""
        if request.POST.get("action") != "resend":
            return super().post(request, *args, **kwargs)
        self.process.resend()
        messages.success(request, _("A new code is on its way. Only the newest one works."))
        return redirect(self.passthrough_next_url(reverse(TO_CODE)))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which code was mailed."""
        return super().get_form_kwargs() | {"expected": self.process.code}

    def form_valid(self, _form: CodeForm) -> HttpResponse:
        """Come in."""
        response: HttpResponse = self.process.finish(self.get_next_url())
        signin.remember_browser(response, self.process.user)
        return response

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        """Count the try, and begin anew after the last one."""
        if self.process.record_invalid_attempt():
            return super().form_invalid(form)
        messages.error(self.request, _("Too many tries with a wrong code. Ask for a new one."))
        return redirect(self.passthrough_next_url(reverse("account_login")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code went and how long it holds."""
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        return super().get_context_data(**kwargs) | {"email": self.process.state["email"], "minutes": minutes}
