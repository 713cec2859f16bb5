"""The example is made in one piece, or not at all. Its old letters count as sent; the latest go out now."""

import random

from django.db import transaction
from django.db.models import F

from awards_site import clock
from awards_site.models import Letter
from awards_site.states import LetterStatus
from nominations.models import Cycle

from . import cycles, world
from .clockwork import seeded_ids, tell
from .run import DAY

RECENT = 14 * DAY


def is_there() -> bool:
    """Say whether an example was made before."""
    return Cycle.objects.filter(is_example=True).exists()


@transaction.atomic
def build(seed: int) -> world.World:
    """Make both cycles; the same seed on the same day makes the same."""
    dice, today = random.Random(seed), clock.now()  # noqa: S311 - an example is no secret
    with seeded_ids(random.Random(seed + 1)):  # noqa: S311 - an example is no secret
        with clock.standing_at(cycles.past_dates().opens_at - 60 * DAY):
            made = world.make(dice, today)
        tell(cycles.past(made), until=today)
        tell(cycles.present(made), until=today)
    old = Letter.objects.filter(status=LetterStatus.QUEUED, written_at__lt=today - RECENT)
    old.update(status=LetterStatus.SENT, sent_at=F("written_at"))
    # The worker is not told of a thousand old letters; its sweep finds the few that still go out.
    transaction.get_connection().run_on_commit.clear()
    return made
