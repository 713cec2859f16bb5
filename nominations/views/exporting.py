"""Nominations out as a table: for a purpose that goes on record, with a fresh second factor, without addresses."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from awards_site import audit, tables
from awards_site.freshness import FreshSecondFactor
from nominations import permissions
from nominations.forms.tables import PurposeForm
from nominations.models import Call, Nomination
from nominations.resources import NominationResource

from .queue import CallDoor


class ExportNominations(CallDoor, FreshSecondFactor):
    """Ask what for, then stream the table."""

    rule = permissions.may_export_nominations
    template_name = "nominations/export.html"
    thing: Call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form."""
        kwargs.setdefault("form", PurposeForm())
        return super().get_context_data(**kwargs) | {"kind": self.kwargs["kind"]}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Write down what for, and answer with the table."""
        form = PurposeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self.table(form.cleaned_data["purpose"], self.kwargs["kind"])

    def table(self, purpose: str, kind: str) -> HttpResponseBase:
        """Record the export, then stream it."""
        call = self.thing
        files = Nomination.objects.visible_to(self.request.user).filter(call=call).submitted()
        with transaction.atomic():
            facts = {"kind": kind, "purpose": purpose, "rows": files.count()}
            audit.record(by=self.request.user, what="nominations.exported", on=f"call:{call.pk}", **facts)
        rows = NominationResource(call).rows(files.order_by("submitted_at", "pk"))
        return tables.response(rows, kind, f"nominations-{call.cycle.slug}-{call.prize.slug}")
