"""The clock coming in: files that wait for the scanner go to it again, referees are reminded, uploads forgotten."""

from celery import shared_task

from . import scanning, support, uploading
from .tasks import scan_evidence, scan_letter


@shared_task(name="nominations.sweep_scans", ignore_result=True)
def sweep_scans() -> int:
    """Send every file that waits to the scanner, whatever a dead worker or scanner left."""
    due = scanning.waiting()
    for pk in due:
        scan_evidence.delay(pk)
    papers = scanning.waiting_letters()
    for pk in papers:
        scan_letter.delay(pk)
    return len(due) + len(papers)


@shared_task(name="nominations.remind_referees", ignore_result=True)
def remind_referees() -> int:
    """Remind the referees for whom it is time; asked twice, nobody is reminded twice."""
    return sum(support.nudge(pk) is not None for pk in support.nudges_due())


@shared_task(name="nominations.sweep_uploads", ignore_result=True)
def sweep_uploads() -> int:
    """Forget uploads that nobody has gone on with for a day."""
    return uploading.sweep()
