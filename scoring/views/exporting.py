"""Ballots out as a table, for a purpose that goes on record; a juror's own sheet out and back in."""

import uuid
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tablib import Dataset

from awards_site import audit, tables
from awards_site.freshness import FreshSecondFactor
from awards_site.rules import has_role
from awards_site.states import Role
from nominations.forms.tables import PurposeForm, SheetForm
from nominations.views.importing import Fault, faults_of, faults_of_shape, read
from scoring import permissions
from scoring.desk import open_assignments_of
from scoring.resources import (
    BallotResource,
    SheetResource,
    castings_that_count,
    columns_of,
    headings,
    own_rows,
)

from .rounds import UNPROCESSABLE, RoundDoor

SALT = "scoring.sheet"
AN_HOUR = 3_600


class ExportBallots(RoundDoor, FreshSecondFactor):
    """Ask what for, then stream the table: by name for the auditor, by pseudonym for the Secretary General."""

    rule = permissions.may_export_ballots
    template_name = "scoring/export.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form."""
        kwargs.setdefault("form", PurposeForm())
        return super().get_context_data(**kwargs) | {"kind": self.kwargs["kind"]}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Write down what for, and answer with the table."""
        form = PurposeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
        identified = has_role(request.user, Role.AUDITOR)
        with transaction.atomic():
            facts = {"kind": self.kwargs["kind"], "purpose": form.cleaned_data["purpose"], "identified": identified}
            count = castings_that_count(self.thing).count()
            audit.record(by=request.user, what="ballots.exported", on=f"round:{self.thing.pk}", rows=count, **facts)
        rows = BallotResource(self.thing, identified=identified).rows()
        return tables.response(rows, self.kwargs["kind"], f"ballots-{'-'.join(self.thing.slugs.values())}")


class OwnSheet(RoundDoor):
    """A juror's own open ballots as a table, to be filled in anywhere."""

    rule = permissions.may_take_own_sheet

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        """Answer with the table."""
        own = list(open_assignments_of(request.user, self.thing))
        rows = own_rows(own, columns_of(self.thing.rules, own))
        return tables.response(rows, self.kwargs["kind"], f"sheet-{'-'.join(self.thing.slugs.values())}")


class ImportSheet(RoundDoor):
    """The own sheet comes back: tried first, then saved as a whole. Nothing is cast by it."""

    rule = permissions.may_take_own_sheet
    template_name = "scoring/import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form."""
        kwargs.setdefault("form", SheetForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Try a table, or save one that was tried."""
        return self.save(request.POST["table"]) if "table" in request.POST else self.attempt(request)

    def attempt(self, request: HttpRequest) -> HttpResponseBase:
        """Read and judge a table; save nothing."""
        form = SheetForm(request.POST, request.FILES)
        rows = read(form.cleaned_data["sheet"]) if form.is_valid() else None
        if form.is_valid() and (rows is None or not rows.height):
            form.add_error("sheet", _("This table can't be read. Take your sheet below and fill it in."))
        if rows is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
        faults = self.faults(rows)
        told: dict[str, Any] = {"faults": faults, "count": rows.height}
        if not faults:
            told["table"] = self.seal(rows)
        return self.render_to_response(self.get_context_data(**told), status=UNPROCESSABLE if faults else 200)

    def faults(self, rows: Dataset) -> list[Fault]:
        """Say what is wrong with a table: its headings first, then row by row."""
        known = ["dossier", "nominee", "version", *headings(self.resource().columns)]
        wrong = faults_of_shape(rows, known, ("dossier", "version"))
        return wrong or list(faults_of(self.resource().read(rows, dry_run=True)))

    def resource(self) -> SheetResource:
        """Make what reads the rows."""
        own = list(open_assignments_of(self.request.user, self.thing))
        return SheetResource(own, columns_of(self.thing.rules, own), by=self.request.user)

    def seal(self, rows: Dataset) -> str:
        """Sign a table for the way through the page and back."""
        cells = [["" if cell is None else str(cell) for cell in row] for row in (rows.headers, *rows)]
        told = {"round": self.thing.pk, "by": self.request.user.pk, "key": uuid.uuid4().hex, "rows": cells}
        return signing.dumps(told, salt=SALT, compress=True)

    def save(self, table: str) -> HttpResponseBase:
        """Save a table that was tried, as a whole; a second post changes nothing more."""
        try:
            told = signing.loads(table, salt=SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            told = {}
        if (told.get("round"), told.get("by")) != (self.thing.pk, self.request.user.pk):
            refusal = _("Too much time has passed. Send the table again.")
            return self.render_to_response(self.get_context_data(refusal=refusal), status=UNPROCESSABLE)
        rows = Dataset(*told["rows"][1:], headers=told["rows"][0])
        faults = list(faults_of(self.resource().read(rows, dry_run=False)))
        if faults:
            context = self.get_context_data(faults=faults, count=rows.height)
            return self.render_to_response(context, status=UNPROCESSABLE)
        said = ngettext("%(count)s ballot is saved.", "%(count)s ballots are saved.", rows.height)
        messages.success(self.request, said % {"count": rows.height} + " " + _("Cast them on your desk."))
        return redirect("scoring:desk")
