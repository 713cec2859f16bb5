"""The audit chain: every move is recorded in the transaction that makes it.

h_k = SHA256(h_{k-1} || SHA256(event)), as SCORING's opening and closing records use too. Rows are never changed or
deleted: the database itself refuses (see the migration). Facts hold ids and numbers, never names or addresses, so
that erasing a person breaks nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from . import clock
from .canonical import digest, link
from .models import AuditEvent

GENESIS = "0" * 64
SYSTEM = "system"
CHAIN_LOCK = 4_207_112_014


class Broken(Exception):  # noqa: N818 - it reads as what happened: the chain is broken
    """The chain does not hold: the number of the first bad link."""

    def __init__(self, number: int, why: str) -> None:
        """Remember where and why."""
        super().__init__(f"{number}: {why}")
        self.number = number
        self.why = why


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where a chain holds."""

    first: int
    last: int
    head: str


def record(*, by: Any, what: str, on: Any, **facts: Any) -> AuditEvent:
    """Add a link to the chain; to be called inside the transaction of the move."""
    with transaction.atomic():
        _take_the_chain()
        last = AuditEvent.objects.order_by("number").last()
        previous = last.hash if last else GENESIS
        event = AuditEvent(
            number=last.number + 1 if last else 1,
            at=clock.now(),
            by=name_of(by),
            what=what,
            on=name_of(on),
            facts=facts,
            previous=previous,
        )
        event.hash = link(previous, digest(content(event)))
        event.save(force_insert=True)
    return event


def name_of(thing: Any) -> str:
    """Name a person or thing without telling who it is: its kind and public id."""
    if thing is None:
        return SYSTEM
    if isinstance(thing, str):
        return thing
    if isinstance(thing, models.Model):
        identity = getattr(thing, "public_id", thing.pk)
        return f"{thing._meta.label_lower}:{identity}"
    return SYSTEM


def content(event: AuditEvent) -> dict[str, Any]:
    """Give what of an event is hashed."""
    return {
        "at": event.at.isoformat(timespec="microseconds"),
        "by": event.by,
        "facts": event.facts,
        "number": event.number,
        "on": event.on,
        "what": event.what,
    }


def verify() -> Span | None:
    """Walk the whole chain; give from where to where it holds, or nothing where there is none yet.

    :raises Broken: at the first link that does not hold.
    """
    first = last = None
    for last in links():
        first = first or last
    return Span(first.number, last.number, last.hash) if first and last else None


def latest(*, what: str, on: str) -> AuditEvent | None:
    """Give the last link that says this of a thing."""
    return AuditEvent.objects.filter(what=what, on=on).order_by("number").last()


def find(head: str, number: int | None = None) -> AuditEvent | None:
    """Give the link with this hash, once all before it hold; nothing where no link, or one of another number, has it.

    A chain that its owner wrote anew holds from end to end: only a head that had left the house before tells.

    :raises Broken: at a link before it that does not hold.
    """
    return next((event for event in links() if event.hash == head and number in {None, event.number}), None)


def links() -> Iterator[AuditEvent]:
    """Give the links one by one, each checked against the one before."""
    previous, number = GENESIS, 1
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=2000):
        if event.number != number:
            raise Broken(number, "this link is missing")
        if event.previous != previous:
            raise Broken(number, "it does not follow the link before it")
        if event.hash != link(previous, digest(content(event))):
            raise Broken(number, "its content was changed")
        yield event
        previous, number = event.hash, number + 1


def _take_the_chain() -> None:
    """Let one writer at a time add a link (SQLite's writers already queue up)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
