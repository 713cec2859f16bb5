"""Nominations in from a table: a dry run first, naming row and column of each fault; then confirmed as a whole.

Between the two steps nothing is kept on the server: the table goes along in the page, signed, for an hour.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tablib import Dataset

from awards_site import incoming, tables
from awards_site.rules import Refused
from nominations import paper, permissions, shape
from nominations.forms.sheet import OWN_COLUMNS, PaperRow, columns
from nominations.forms.tables import SheetForm
from nominations.models import Call
from nominations.resources import PaperResource

from .queue import CallDoor

SALT = "nominations.paper"
AN_HOUR = 3_600
ROWS_AT_MOST = 200
FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the row as the spreadsheet counts it, and the column."""

    row: int
    column: str
    says: str


class ImportNominations(CallDoor):
    """Bring a table in."""

    rule = permissions.may_import_nominations
    template_name = "nominations/import.html"
    thing: Call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form and the columns."""
        kwargs.setdefault("form", SheetForm())
        return super().get_context_data(**kwargs) | {"most": ROWS_AT_MOST}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Try a table, or write one that was tried."""
        try:
            return self.write(request.POST["table"]) if "table" in request.POST else self.attempt(request)
        except Refused as refused:
            return self.render_to_response(self.get_context_data(refusal=refused.refusal))

    def attempt(self, request: HttpRequest) -> HttpResponseBase:
        """Read and judge a table; write nothing."""
        form = SheetForm(request.POST, request.FILES)
        rows = read(form.cleaned_data["sheet"]) if form.is_valid() else None
        if form.is_valid() and (rows is None or not rows.height):
            form.add_error("sheet", _("This table can't be read. Take the empty table below and fill it in."))
        if rows is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        faults = self.faults(rows)
        told: dict[str, Any] = {"faults": faults, "count": rows.height}
        if not faults:
            told["table"] = self.seal(rows)
        return self.render_to_response(self.get_context_data(**told))

    def faults(self, rows: Dataset) -> list[Fault]:
        """Say what is wrong with a table: its headings first, then row by row."""
        known = {*OWN_COLUMNS, *columns(shape.of(paper.current_form(self.thing)))}
        wrong = faults_of_shape(rows, known, OWN_COLUMNS)
        return wrong or list(faults_of(self.resource(uuid.uuid4().hex).read(rows, dry_run=True)))

    def resource(self, key: str) -> PaperResource:
        """Make what reads the rows."""
        return PaperResource(self.thing, PaperRow, by=self.request.user, key=key[:28])

    def seal(self, rows: Dataset) -> str:
        """Sign a table for the way through the page and back."""
        content = [
            [str(each) for each in rows.headers],
            *(["" if cell is None else str(cell) for cell in row] for row in rows),
        ]
        told = {"call": self.thing.pk, "by": self.request.user.pk, "key": uuid.uuid4().hex, "rows": content}
        return signing.dumps(told, salt=SALT, compress=True)

    def write(self, table: str) -> HttpResponseBase:
        """Write a table that was tried, as a whole; a second post writes nothing more."""
        try:
            told = signing.loads(table, salt=SALT, max_age=AN_HOUR)
        except signing.BadSignature:
            told = {}
        if (told.get("call"), told.get("by")) != (self.thing.pk, self.request.user.pk):
            return self.render_to_response(
                self.get_context_data(refusal=_("Too much time has passed. Send the table again."))
            )
        rows = Dataset(*told["rows"][1:], headers=told["rows"][0])
        faults = list(faults_of(self.resource(told["key"]).read(rows, dry_run=False)))
        if faults:
            return self.render_to_response(self.get_context_data(faults=faults, count=rows.height))
        said = ngettext("%(count)s nomination is entered.", "%(count)s nominations are entered.", rows.height)
        messages.success(self.request, said % {"count": rows.height})
        return redirect(reverse("nominations:queue", kwargs=self.thing.slugs))


class EmptySheet(CallDoor):
    """An empty table with the headings of this call."""

    rule = permissions.may_import_nominations
    thing: Call

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ARG002 - as its parent's
        """Answer with the table."""
        headings = [*OWN_COLUMNS, *columns(shape.of(paper.current_form(self.thing)))]
        return tables.response([headings], tables.XLSX, f"paper-{self.thing.cycle.slug}-{self.thing.prize.slug}")


def read(sheet: Any) -> Dataset | None:
    """Read a table, or give nothing where it is none."""
    return incoming.read(str(sheet.name), sheet.read(), ROWS_AT_MOST)


def faults_of_shape(rows: Dataset, known: Collection[str], wanted: Iterable[str]) -> list[Fault]:
    """Say what is wrong with the headings of a table, and with its length."""
    if rows.height > ROWS_AT_MOST:
        return [Fault(ROWS_AT_MOST + FIRST_ROW, "", _("At most 200 rows at a time. Part the table."))]
    given = Counter(str(each or "") for each in rows.headers)
    strange = [Fault(1, each, _("There is no such column. Remove it.")) for each in given if each not in known]
    twice = [Fault(1, each, _("This column stands there twice. Keep one.")) for each in given if given[each] > 1]
    missing = [Fault(1, each, _("This column is missing.")) for each in wanted if each not in given]
    return strange + twice + missing


def faults_of(result: Any) -> Iterable[Fault]:
    """Name row and column of each fault of a trial."""
    for row in result.invalid_rows:
        for column, says in row.error_dict.items():
            yield from (Fault(row.number + 1, "" if column == "__all__" else column, str(each)) for each in says)
    for number, errors in result.row_errors():
        yield from (Fault(number + 1, "", str(each.error)) for each in errors)
    yield from (Fault(1, "", str(each.error)) for each in result.base_errors)
