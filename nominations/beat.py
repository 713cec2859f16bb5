"""The clock coming in: files that wait for the scanner are sent to it again, and uploads left behind are forgotten."""

from celery import shared_task

from . import scanning, uploading
from .tasks import scan_evidence


@shared_task(name="nominations.sweep_scans", ignore_result=True)
def sweep_scans() -> int:
    """Send every file that waits to the scanner, whatever a dead worker or scanner left."""
    due = scanning.waiting()
    for pk in due:
        scan_evidence.delay(pk)
    return len(due)


@shared_task(name="nominations.sweep_uploads", ignore_result=True)
def sweep_uploads() -> int:
    """Forget uploads that nobody has gone on with for a day."""
    return uploading.sweep()
