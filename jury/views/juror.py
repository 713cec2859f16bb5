"""The juror's pages: the invitation to a seat, and the ties that are asked before a file opens."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from jury import conflicts, permissions, seating
from jury.asked import asked_of, lines
from jury.forms.seats import AcceptForm, DeclineForm
from jury.forms.ties import TiesForm
from nominations.models import Dossier

from .places import OwnSeatDoor, go

LINES_ON_A_PAGE = 50


class SeatPage(OwnSeatDoor):
    """The invitation as a letter, with the statement of confidentiality under which a seat is taken."""

    rule = permissions.may_see_seat
    rules = {"POST": permissions.may_answer_seat}  # noqa: RUF012 - as Door's
    template_name = "jury/seat.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show both answers."""
        kwargs.setdefault("form", AcceptForm(initial={"signed_name": self.seat.user.name}))
        kwargs.setdefault("decline_form", DeclineForm())
        statement = str(self.seat.panel.confidentiality)
        return super().get_context_data(**kwargs) | {
            "statement": statement.split("\n\n"),
            "may_answer": permissions.may_answer_seat(self.request.user, self.seat),
            "asks_ties": permissions.may_answer_conflicts(self.request.user, self.seat),
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Accept or decline, whichever button was pressed."""
        return self.decline(request) if request.POST.get("answer") == "decline" else self.accept(request)

    def accept(self, request: HttpRequest) -> HttpResponse:
        """Take the seat, and go on to the ties where they are asked already."""
        form = AcceptForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        seating.accept(self.seat, signed_name=form.cleaned_data["signed_name"], by=request.user)
        messages.success(request, _("Thank you. You have taken your seat."))
        asks = permissions.may_answer_conflicts(request.user, self.seat)
        return go("conflicts" if asks else "seat", self.call.slugs)

    def decline(self, request: HttpRequest) -> HttpResponse:
        """Leave the seat to somebody else."""
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(decline_form=form), status=422)
        seating.decline(self.seat, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Thank you for your answer."))
        return go("seat", self.call.slugs)


class Conflicts(OwnSeatDoor):
    """One list of titles, one answer each; nothing else on the page."""

    rule = permissions.may_view_conflicts
    rules = {"POST": permissions.may_answer_conflicts}  # noqa: RUF012 - as Door's
    template_name = "jury/conflicts.html"

    @cached_property
    def page(self) -> Page[Dossier]:
        """Give the dossiers of the page that was asked for."""
        return Paginator(asked_of(self.seat), LINES_ON_A_PAGE).get_page(self.request.GET.get("page"))

    def form(self, data: Any = None) -> TiesForm:
        """Ask about the dossiers of this page."""
        return TiesForm(lines(self.seat, list(self.page.object_list)), data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the lines, and how many are still to be answered."""
        form = kwargs.setdefault("form", self.form())
        answered = self.seat.conflicts.filter(dossier__in=asked_of(self.seat)).count()
        total = self.page.paginator.count
        return super().get_context_data(**kwargs) | {
            "rows": list(form.rows()),
            "page_obj": self.page,
            "answered": answered,
            "total": total,
            "to_go": [row.line.dossier for row in form.rows() if not row.line.is_answered],
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep all answers of the page, or none of them and say what to change."""
        form = self.form(request.POST)
        if form.is_valid() and self.was_answered(form):
            messages.success(request, _("Your answers are signed and kept."))
            return HttpResponseRedirect(request.get_full_path())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def was_answered(self, form: TiesForm) -> bool:
        """Answer, or put the reason why not above the form."""
        try:
            conflicts.answer_all(self.seat, form.answers(), by=self.request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        return not form.errors
