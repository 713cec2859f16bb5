"""Which dossiers take part in a round. Below the stages: assignment enters the first, the shortlist the final."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from awards_site import audit
from jury.models import Entry, Round
from nominations.models import Dossier


@transaction.atomic
def enter(round_: Round, dossiers: Iterable[Dossier], *, by: Any) -> int:
    """Enter dossiers into a round, each once; say how many are new."""
    entered = set(round_.entries.values_list("dossier_id", flat=True))
    new = {dossier.pk: dossier for dossier in dossiers if dossier.pk not in entered}
    Entry.objects.bulk_create(Entry(round=round_, dossier=dossier) for dossier in new.values())
    if new:
        codes = sorted(dossier.code for dossier in new.values())
        audit.record(by=by, what="round.entered", on=f"round:{round_.pk}", dossiers=codes)
    return len(new)


@transaction.atomic
def enter_ready(round_: Round, *, by: Any) -> int:
    """Enter all dossiers of the call that are ready for the jury; take back those that no longer are, if untouched."""
    ready = round_.call.dossiers.ready_for_the_jury()
    gone = round_.entries.exclude(dossier__in=ready.values("pk")).exclude(
        dossier__assignments__in=round_.assignments.filter(status="confirmed")
    )
    codes = sorted(gone.values_list("dossier__code", flat=True))
    if codes:
        round_.assignments.filter(dossier__in=gone.values("dossier"), status="proposed").delete()
        gone.delete()
        audit.record(by=by, what="round.left", on=f"round:{round_.pk}", dossiers=codes)
    return enter(round_, ready, by=by)
