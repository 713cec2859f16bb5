"""Work sent out of the request. Messages carry ids only, and a task done twice does nothing the second time."""

from celery import shared_task

from . import postman


@shared_task(name="awards_site.deliver_letter", ignore_result=True, acks_late=True)
def deliver_letter(pk: int) -> None:
    """Carry one letter of the outbox."""
    postman.deliver(pk)
