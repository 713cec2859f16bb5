"""The same example for the same seed: ids that follow from it, and several stories told in the order of time."""

import datetime as dt
import heapq
import random
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps

from awards_site import clock

#: A story yields the instant of what it is about to do, and does it when it is asked to go on.
Story = Iterator[dt.datetime]


@contextmanager
def seeded_ids(dice: random.Random) -> Iterator[None]:
    """Let every public id that is made meanwhile follow from the seed."""
    fields = [field for model in apps.get_models() for field in model._meta.fields if field.default is uuid.uuid4]
    for field in fields:
        field.__dict__["_get_default"] = lambda: uuid.UUID(int=dice.getrandbits(128), version=4)
    try:
        yield
    finally:
        for field in fields:
            field.__dict__.pop("_get_default", None)


def tell(stories: Iterable[Story], until: dt.datetime) -> None:
    """Tell several stories at once, each deed at its instant, in the order of time; the future is left out."""
    waiting = [(at, place, story) for place, story in enumerate(stories) if (at := next(story, None))]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= until:
        at, place, story = heapq.heappop(waiting)
        with clock.standing_at(at):
            following = next(story, None)
        if following:
            heapq.heappush(waiting, (max(following, at), place, story))
