"""The assignment's page: a proposal as a table of dossiers and jurors, changed by ticking, confirmed by an officer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.pages import page_of
from awards_site.rules import Refused, has_role
from awards_site.states import Role
from jury import assignment, permissions, sheet
from jury.matrix import Matrix, matrix_of

from .places import RoundDoor, go


class AssignmentPage(RoundDoor):
    """Who reads what, what that is worth, and what could not be met."""

    rule = permissions.may_view_assignment
    template_name = "jury/assignment.html"

    @cached_property
    def matrix(self) -> Matrix:
        """Give the matrix as this person may see it."""
        return matrix_of(self.round, viewer=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show one page of dossiers, and the figures of all."""
        person, matrix = self.request.user, self.matrix
        page = page_of(self.request, list(matrix.codes))
        changes, figures = permissions.may_assign(person, self.round), sheet.figures(matrix)
        confirms = changes and has_role(person, Role.OFFICER)
        return super().get_context_data(**kwargs) | {
            "changes": changes,
            "confirms": confirms,
            "bulk": assignment.letters_of(self.round) if confirms and figures.proposed else None,
            "figures": figures,
            "jurors": sheet.jurors(matrix, figures.worth),
            "page_obj": page,
            "rows": sheet.rows(matrix, list(page.object_list)),
            "version": matrix.version,
        }


class RoundAct(RoundDoor):
    """Something done to an assignment; back to its page with what came of it."""

    http_method_names = ("post",)

    def back(self) -> HttpResponse:
        """Go back to the page of the table that was worked on."""
        page = self.request.POST.get("page", "")
        found = go("assignment", self.round.slugs)
        if page.isascii() and page.isdigit():
            found["Location"] = f"{found['Location']}?page={page[:6]}"
        return found


class Propose(RoundAct):
    """Make a balanced proposal."""

    rule = permissions.may_assign

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Propose, or say why not."""
        try:
            assignment.propose(self.round, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Here is a balanced proposal. Change it as you see fit, then confirm it."))
        return self.back()


class Change(RoundAct):
    """Keep the ticks of one page."""

    rule = permissions.may_assign

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Change, or say why not; nothing is half changed."""
        matrix = matrix_of(self.round, viewer=request.user)
        add, remove = sheet.changes(matrix, request.POST.getlist("dossier"), request.POST.getlist("reads"))
        version = request.POST.get("version", "") or "none"
        try:
            assignment.change(self.round, by=request.user, add=add, remove=remove, version=version)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Your changes are kept. The figures above show their effect."))
        return self.back()


class Confirm(RoundAct):
    """Make the proposal good."""

    rule = permissions.may_confirm_assignment

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Confirm, or say why not."""
        try:
            assignment.confirm(self.round, by=request.user, version=request.POST.get("version", "") or "none")
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The assignment is confirmed. Each juror gets one letter."))
        return self.back()
