"""Who holds which staff role: the Secretary General gives and ends them, the auditor reads."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from awards_site import roles
from awards_site.forms import GrantForm
from awards_site.freshness import FreshSecondFactor
from awards_site.models import RoleGrant
from awards_site.pages import page_of
from awards_site.permissions import may_end_role, may_grant_roles, may_see_roles
from awards_site.rules import Refused


class Roles(FreshSecondFactor):
    """All roles, those that ended too."""

    rules = {"GET": may_see_roles, "HEAD": may_see_roles, "POST": may_grant_roles}  # noqa: RUF012 - as Door's
    template_name = "awards_site/roles.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give a role."""
        form = GrantForm(request.POST)
        if form.is_valid() and self.was_granted(form):
            messages.success(request, _("The role is given. The auditors are told by letter."))
            return redirect("roles")
        return self.render_to_response(self.get_context_data(form=form))

    def was_granted(self, form: GrantForm) -> bool:
        """Give the role, or put the reason why not above the form."""
        given = form.cleaned_data
        try:
            roles.grant(given["email"], role=given["role"], name=given["name"], by=self.request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        return not form.errors

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the form to whoever may use it, and a page of grants."""
        kwargs.setdefault("form", GrantForm())
        grants = RoleGrant.objects.select_related("user", "granted_by", "ended_by").order_by("ended_at", "-pk")
        standing = grants.filter(ended_at=None).order_by("role", "user__email")
        ended = page_of(self.request, grants.exclude(ended_at=None).order_by("-ended_at"))
        may_grant = may_grant_roles(self.request.user)
        return super().get_context_data(**kwargs) | {"standing": standing, "page_obj": ended, "may_grant": may_grant}


class EndRole(FreshSecondFactor):
    """End one role."""

    rule = may_end_role
    http_method_names = ("post",)

    def find(self) -> Any:
        """Find the grant, for those who may know of it."""
        return get_object_or_404(RoleGrant.objects.select_related("user"), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """End it."""
        roles.end(self.thing, by=request.user)
        messages.success(request, _("The role has ended. The person is signed out, and the auditors are told."))
        return redirect("roles")
