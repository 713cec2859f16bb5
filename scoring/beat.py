"""The clock coming in: rounds close at their hour, results are published at their moment, letters follow."""

from celery import shared_task

from awards_site import clock
from jury.models import Round
from jury.models.round import CLOSED, OPENED
from nominations.models import Act

from . import announcement, opening


@shared_task(name="scoring.close_due_rounds", ignore_result=True)
def close_due_rounds() -> int:
    """Close every open round whose hour has passed."""
    closed = 0
    for kind in OPENED:
        opened, done = (Act.objects.standing().filter(kind=acts[kind]).values("call") for acts in (OPENED, CLOSED))
        rounds = Round.objects.standing().filter(kind=kind, closes_at__lte=clock.now(), call__in=opened)
        for round_ in rounds.exclude(call__in=done).select_related("call__cycle", "call__prize"):
            closed += opening.close_due(round_) is not None
    return closed


@shared_task(name="scoring.publish_due", ignore_result=True)
def publish_due() -> int:
    """Publish every result whose moment has come, then write its letters."""
    published = announcement.publish_due()
    announcement.tell_everybody()
    return published
