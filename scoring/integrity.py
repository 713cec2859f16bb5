"""What the public is told of a call's rounds, as it happens: the frozen rules with their hash, opening, close, seals.

Numbers and hashes alone: no dossier, no juror, no mark, no rank. What was counted is named by its seal from the
board's table on (a seal hides who is who behind salts), and by every other hash once the winners are announced.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from awards_site.canonical import canonical, digest
from awards_site.models import AuditEvent
from jury.models import Round
from jury.models.round import CLOSED, OPENED
from nominations.models import Call
from nominations.states import Phase

from . import plainly
from .models import Rules, Tally

SEALED = frozenset({Phase.RATIFICATION, Phase.EMBARGO})
TOLD = frozenset({Phase.ANNOUNCED, Phase.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Published:
    """One opened round as the public sees it."""

    round: Round
    rules: Rules
    facts: list[plainly.Fact]
    #: canonical JSON of the frozen rules, and whether they are still what was frozen
    json: str
    is_kept: bool
    opened: AuditEvent | None
    closed: AuditEvent | None
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
    def file(self) -> str:
        """Name the file of its rules."""
        return f"{'-'.join(self.round.slugs.values())}-rules.json"


def published_in(call: Call) -> list[Published]:
    """Give the opened rounds of a call, the first one first."""
    rounds = Round.objects.filter(call=call, rules__frozen_at__isnull=False).select_related("rules__rubric")
    opened = [
        each for each in rounds.prefetch_related("rules__rubric__criteria") if OPENED[each.kind] in call.recorded
    ]
    events = events_of(call)
    seals = seals_of(call)
    return [_published(each, call, events, seals) for each in opened]


def published_of(round_: Round) -> Published | None:
    """Give one round as the public sees it, or nothing before it opened."""
    return next((each for each in published_in(round_.call) if each.round == round_), None)


def _published(round_: Round, call: Call, events: dict[str, AuditEvent], seals: Iterable[Tally]) -> Published:
    round_.call = call
    rules: Rules = round_.rules
    rules.round = round_
    opened = events.get(f"call.{OPENED[round_.kind]}")
    record: dict[str, Any] = opened.facts["rules"] if opened else rules.as_record()
    return Published(
        round=round_,
        rules=rules,
        facts=plainly.facts_of(rules),
        json=canonical(record).decode(),
        is_kept=digest(rules.as_record()) == digest(record) == rules.digest,
        opened=opened,
        closed=events.get(f"call.{CLOSED[round_.kind]}"),
        seals=[tally for tally in seals if tally.round_id == round_.pk],
    )


def events_of(call: Call) -> dict[str, AuditEvent]:
    """Give the links of the audit chain that opened and closed the rounds of a call."""
    acts = [f"call.{act}" for act in (*OPENED.values(), *CLOSED.values())]
    found = AuditEvent.objects.filter(on=f"call:{call.pk}", what__in=acts).order_by("number")
    return {event.what: event for event in found}


def seals_of(call: Call) -> list[Tally]:
    """Give the sealed counts of which the public is told: the last ones from the board's table on, later all."""
    phase = call.phase
    if phase not in SEALED | TOLD:
        return []
    tallies = Tally.objects.filter(round__call=call, sealed__isnull=False).select_related("sealed")
    found = list(tallies.defer("result", "sealed__content").order_by("round__opens_at", "number"))
    return found if phase in TOLD else list({tally.round_id: tally for tally in found}.values())
