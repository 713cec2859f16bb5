"""What the scanner says of a file: clean, and it opens; a virus, and its bytes are gone and its nominator is told.

The database is the truth: a file waits there until somebody got an answer, and an answer counts once.
"""

from functools import partial

import structlog
from django.conf import settings
from django.db import transaction

from awards_site import audit
from nominations import letters, previews
from nominations.clamd import NoAnswer, virus_in
from nominations.models import Evidence
from nominations.states import WAITS_FOR_SCAN, ScanStatus

LOG = structlog.get_logger(__name__)
AT_ONCE = 50


def at_first() -> ScanStatus:
    """Say where a file stands when it comes in."""
    return ScanStatus.QUARANTINED if settings.SCANNER_URL else ScanStatus.UNSCANNED


def waiting() -> list[int]:
    """Name files that wait for the scanner, those held back first; none where no scanner is set up."""
    if not settings.SCANNER_URL:
        return []
    held = Evidence.objects.filter(scan=ScanStatus.QUARANTINED).values_list("pk", flat=True)[:AT_ONCE]
    older = Evidence.objects.filter(scan=ScanStatus.UNSCANNED).values_list("pk", flat=True)[:AT_ONCE]
    return [*held, *older]


def scan(pk: int) -> ScanStatus | None:
    """Have one file scanned; give what was found, or nothing where it waits on or waits no more."""
    held = Evidence.objects.filter(pk=pk, scan__in=WAITS_FOR_SCAN).first()
    if held is None or not settings.SCANNER_URL:
        return None
    try:
        with held.file.open("rb") as opened:
            virus = virus_in(opened, settings.SCANNER_URL)
    except (NoAnswer, OSError) as fault:
        LOG.warning("scanner_gave_no_answer", evidence=str(held.public_id), fault=str(fault))
        return None
    return settle(held, virus)


@transaction.atomic
def settle(held: Evidence, virus: str | None) -> ScanStatus | None:
    """Write down what the scanner said, once."""
    found = ScanStatus.INFECTED if virus else ScanStatus.CLEAN
    if not Evidence.objects.filter(pk=held.pk, scan__in=WAITS_FOR_SCAN).update(scan=found):
        return None
    facts = {"virus": virus[:100]} if virus else {}
    move = audit.record(by=None, what=f"evidence.{found}", on=f"evidence:{held.public_id}", **facts)
    if virus:
        letters.evidence_infected(held, move.number)
        transaction.on_commit(partial(previews.delete_all, held), robust=True)
    return found
