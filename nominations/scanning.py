"""What the scanner says of a file: clean, and it opens; a virus, and its bytes are gone and its sender is told.

The database is the truth: a file waits there until somebody got an answer, and an answer counts once. A letter of
support whose file had a virus is asked for anew.
"""

from functools import partial

import structlog
from django.conf import settings
from django.db import models, transaction

from awards_site import audit
from nominations import letters, previews
from nominations.clamd import NoAnswer, virus_in
from nominations.models import Evidence, LetterOfSupport
from nominations.states import WAITS_FOR_SCAN, ScanStatus, SupportStatus

LOG = structlog.get_logger(__name__)
AT_ONCE = 50


def at_first() -> ScanStatus:
    """Say where a file stands when it comes in."""
    return ScanStatus.QUARANTINED if settings.SCANNER_URL else ScanStatus.UNSCANNED


def waiting() -> list[int]:
    """Name files that wait for the scanner, those held back first; none where no scanner is set up."""
    return in_turn(Evidence.objects.all())


def waiting_letters() -> list[int]:
    """Name letters of support whose files wait for the scanner."""
    return in_turn(LetterOfSupport.objects.exclude(file=""))


def in_turn(rows: "models.QuerySet[Evidence] | models.QuerySet[LetterOfSupport]") -> list[int]:
    """Keep the rows that wait, those held back first."""
    if not settings.SCANNER_URL:
        return []
    held = rows.filter(scan=ScanStatus.QUARANTINED).values_list("pk", flat=True)[:AT_ONCE]
    older = rows.filter(scan=ScanStatus.UNSCANNED).values_list("pk", flat=True)[:AT_ONCE]
    return [*held, *older]


def scan(pk: int) -> ScanStatus | None:
    """Have one file scanned; give what was found, or nothing where it waits on or waits no more."""
    held = Evidence.objects.filter(pk=pk, scan__in=WAITS_FOR_SCAN).first()
    return look_into(held)


def scan_letter(pk: int) -> ScanStatus | None:
    """Have the file of one letter of support scanned."""
    held = LetterOfSupport.objects.filter(pk=pk, scan__in=WAITS_FOR_SCAN).exclude(file="").first()
    return look_into(held)


def look_into(held: Evidence | LetterOfSupport | None) -> ScanStatus | None:
    """Ask the scanner, and write down what it said."""
    if held is None or not settings.SCANNER_URL:
        return None
    try:
        with held.file.open("rb") as opened:
            virus = virus_in(opened, settings.SCANNER_URL)
    except (NoAnswer, OSError) as fault:
        LOG.warning("scanner_gave_no_answer", held=str(held.public_id), fault=str(fault))
        return None
    return settle(held, virus) if isinstance(held, Evidence) else settle_letter(held, virus)


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


@transaction.atomic
def settle_letter(held: LetterOfSupport, virus: str | None) -> ScanStatus | None:
    """Write down what the scanner said of a letter's file, once; of a newer file it says nothing."""
    found = ScanStatus.INFECTED if virus else ScanStatus.CLEAN
    rows = LetterOfSupport.objects.select_for_update(of=("self",)).filter(pk=held.pk, scan__in=WAITS_FOR_SCAN)
    row = rows.filter(file=held.file.name).first()
    if row is None:
        return None
    row.scan = found
    if virus:
        take_away(row)
    row.save(update_fields=["scan", "file", "title", "size", "sha256", "status", "received_at", "version"])
    facts = {"virus": virus[:100]} if virus else {}
    move = audit.record(by=None, what=f"support.file_{found}", on=f"letter_of_support:{row.public_id}", **facts)
    if virus:
        letters.support_infected(row, move.number)
        transaction.on_commit(partial(held.file.storage.delete, str(held.file.name)), robust=True)
    return found


def take_away(row: LetterOfSupport) -> None:
    """Forget a file with a virus; where it was the whole letter, the letter is missing again."""
    row.file, row.title, row.size, row.sha256 = "", "", 0, ""
    row.version += 1
    if row.status == SupportStatus.RECEIVED and not row.text:
        row.status, row.received_at = SupportStatus.REQUESTED, None
