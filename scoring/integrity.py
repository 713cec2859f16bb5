"""What the public is told of a call's rounds, as it happens: the frozen rules with their hash, opening, close, seals.

Numbers and hashes alone: no dossier, no juror, no mark, no rank. What was counted is named by its seal from the
board's table on (a seal hides who is who behind salts), and by every other hash once the winners are announced.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from awards_site.canonical import canonical, digest
from awards_site.models import AuditEvent
from jury.models import Round
from jury.models.round import CLOSED, OPENED, SET_ASIDE
from nominations.models import Call
from nominations.states import Phase

from . import plainly
from .models import Rules, Tally

SEALED = frozenset({Phase.RATIFICATION, Phase.EMBARGO})
TOLD = frozenset({Phase.ANNOUNCED, Phase.ARCHIVED})

#: Links of the audit chain by what was done, and to which round of its kind.
Events = dict[tuple[str, int], AuditEvent]


@dataclass(frozen=True, slots=True)
class Published:
    """One opened round as the public sees it."""

    round: Round
    rules: Rules
    facts: list[plainly.Fact]
    #: canonical JSON of the frozen rules with its hash, and whether those on file are still what was frozen
    json: str
    digest: str
    is_kept: bool
    opened: AuditEvent | None
    closed: AuditEvent | None
    aside: AuditEvent | None
    seals: list[Tally]

    @property
    def dossiers(self) -> int:
        """Say how many dossiers take part."""
        return len(self.opened.facts["dossiers"]) if self.opened else 0

    @property
    def jurors(self) -> int:
        """Say how many jurors read."""
        return len(self.opened.facts["jurors"]) if self.opened else 0

    @property
    def number(self) -> str:
        """Give the round's number as text, to name its place on the page."""
        return str(self.round.number)

    @property
    def file(self) -> str:
        """Name the file of its rules."""
        return f"{'-'.join(self.round.slugs.values())}-{self.round.number}-rules.json"


def published_in(call: Call) -> list[Published]:
    """Give the opened rounds of a call, the first one first, with those that were set aside."""
    frozen = Round.objects.filter(call=call, rules__frozen_at__isnull=False).select_related("rules__rubric")
    rounds = frozen.prefetch_related("rules__rubric__criteria").order_by("opens_at", "number")
    events, seals = events_of(call), seals_of(call)
    opened = [each for each in rounds if each.set_aside_at or OPENED[each.kind] in call.recorded]
    return [_published(each, call, events, seals) for each in opened]


def published_of(call: Call, kind: str, number: int | None = None) -> Published | None:
    """Give one round as the public sees it: the one that stands, or the one of that number."""
    rounds = [each for each in published_in(call) if each.round.kind == kind]
    if number is None:
        return next((each for each in rounds if each.round.set_aside_at is None), None)
    return next((each for each in rounds if each.round.number == number), None)


def _published(round_: Round, call: Call, events: Events, seals: Iterable[Tally]) -> Published:
    round_.call = call
    rules: Rules = round_.rules
    rules.round = round_
    opened, closed, aside = (events.get((acts[round_.kind], round_.number)) for acts in (OPENED, CLOSED, SET_ASIDE))
    record: dict[str, Any] = opened.facts["rules"] if opened else rules.as_record()
    return Published(
        round=round_,
        rules=rules,
        facts=plainly.facts_of(rules),
        json=canonical(record).decode(),
        digest=digest(record),
        is_kept=digest(rules.as_record()) == digest(record) == rules.digest,
        opened=opened,
        closed=closed,
        aside=aside,
        seals=[tally for tally in seals if tally.round_id == round_.pk],
    )


def events_of(call: Call) -> Events:
    """Give the links of the audit chain that opened, closed and set aside the rounds of a call.

    The first opening of a kind is that of its first round, the second that of the one in its place, and so on.
    """
    kinds = {f"call.{act}": (kind, act) for acts in (OPENED, CLOSED, SET_ASIDE) for kind, act in acts.items()}
    found: Events = {}
    numbers: Counter[str] = Counter()
    for event in AuditEvent.objects.filter(on=f"call:{call.pk}", what__in=kinds).order_by("number"):
        kind, act = kinds[event.what]
        numbers[kind] += act == OPENED[kind]
        found[act, numbers[kind] or 1] = event
    return found


def seals_of(call: Call) -> list[Tally]:
    """Give the sealed counts of which the public is told: the last ones from the board's table on, later all."""
    phase = call.phase
    if phase not in SEALED | TOLD:
        return []
    standing = Round.objects.standing().filter(call=call)
    tallies = Tally.objects.filter(round__in=standing, sealed__isnull=False).select_related("sealed")
    found = list(tallies.defer("result", "sealed__content").order_by("round__opens_at", "number"))
    return found if phase in TOLD else list({tally.round_id: tally for tally in found}.values())
