"""Work sent out of the request. Messages carry ids only, and a task done twice does nothing the second time."""

from celery import shared_task

from . import scanning


@shared_task(name="nominations.scan_evidence", ignore_result=True, acks_late=True)
def scan_evidence(pk: int) -> None:
    """Have one file scanned."""
    scanning.scan(pk)


@shared_task(name="nominations.scan_letter", ignore_result=True, acks_late=True)
def scan_letter(pk: int) -> None:
    """Have the file of one letter of support scanned."""
    scanning.scan_letter(pk)
