"""What the results room shows of a tally: standings, ties in sentences, severities, and what was not ranked.

How much of it depends on who looks: sums alone, jurors by number, or by name; never a dossier to which the reader
has a tie.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from awards_site.templatetags.local import localdigits
from jury.models import Seat
from nominations.models import Dossier

from . import counted, sight, wording
from .methods.standings import NotRanked
from .methods.trace import Duel, Step, TieTrace
from .models import Tally
from .totals import two_places

PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier's place, for the eye and exactly."""

    rank: int
    dossier: Dossier
    score: str
    decimal: Decimal | None
    raw: Decimal | None
    error: Decimal | None
    ballots: int
    shares: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Severity:
    """How strict a juror is, in points of the scale, with the standard error."""

    who: str
    points: Decimal
    error: Decimal | None
    ballots: int

    @property
    def sign(self) -> str:
        """Give the sign, as printers set it."""
        return "" if not self.points else "+" if self.points > 0 else "−"

    @property
    def size(self) -> Decimal:
        """Give the points without their sign."""
        return abs(self.points)


@dataclass(frozen=True, slots=True)
class Room:
    """A tally as one reader sees it."""

    tally: Tally
    sight: sight.Sight
    lines: Page[Any]
    ties: list[list[str]]
    not_ranked: list[str]
    jurors: list[Severity]
    ballots: int
    undecided: list[list[Dossier]]


def room_of(tally: Tally, person: Any, how: sight.Sight, page: str = "1") -> Room:
    """Read a tally for a person."""
    hidden = sight.tied_dossiers(person, tally.round.call)
    known = {
        dossier.code: dossier
        for dossier in Dossier.objects.filter(call=tally.round.call)
        .exclude(pk__in=hidden)
        .filter(standings__tally=tally)
        .select_related("nominee")
    }
    shown = [line for line in tally.result["standings"] if line["dossier"] in known]
    paged = Paginator(shown, PAGE).get_page(page)
    ranks = [line["rank"] for line in shown]
    paged.object_list = [line_of(line, known, ranks, tally) for line in paged.object_list]
    return Room(
        tally=tally,
        sight=how,
        lines=paged,
        ties=[wording.tie(trace) for trace in traces(tally) if set(trace.dossiers) <= known.keys()],
        not_ranked=[why_not(line) for line in tally.result["not_ranked"] if line["dossier"] in known],
        jurors=severities(tally, person, how) if how > sight.Sight.AGGREGATES else [],
        ballots=sum(line["ballots"] for line in shown),
        undecided=undecided(tally, known),
    )


def line_of(line: Mapping[str, Any], known: Mapping[str, Dossier], ranks: list[int], tally: Tally) -> Line:
    """Read one standing."""
    return Line(
        rank=line["rank"],
        dossier=known[line["dossier"]],
        score=line["score"],
        decimal=two_places(Fraction(line["score"])),
        raw=two_places(Fraction(line["raw"])) if line["raw"] else None,
        error=rounded(line["se"]),
        ballots=line["ballots"],
        shares=ranks.count(line["rank"]) > 1,
        goes_on=line["rank"] <= tally.round.rules.shortlist,
    )


def rounded(measured: str | None) -> Decimal | None:
    """Round what is measured, kept as a string, for the eye."""
    return None if measured is None else Decimal(measured).quantize(Decimal("0.01"))


def traces(tally: Tally) -> list[TieTrace]:
    """Read the ties back, with every rung that was tried."""
    return [
        TieTrace(tuple(tie["dossiers"]), tie["rank"], tuple(map(step_of, tie["steps"])), resolved=tie["resolved"])
        for tie in tally.result["ties"]
    ]


def step_of(step: Mapping[str, Any]) -> Step:
    """Read one rung back."""
    return Step(
        rung=step["rung"],
        unit=step["unit"],
        values=step["values"],
        groups=tuple(tuple(group) for group in step["groups"]),
        subject=tuple(step["subject"]),
        duels=tuple(Duel(*duel["dossiers"], *duel["prefer"]) for duel in step["duels"]),
    )


def why_not(line: Mapping[str, Any]) -> str:
    """Say why a dossier has no rank."""
    if line["reason"] == counted.WITHDRAWN:
        return _("%(dossier)s is not ranked: its nomination or its nominee’s consent no longer stands.") % line
    if line["reason"] == counted.NO_BALLOTS:
        return _("%(dossier)s is not ranked: it has no ballot.") % line
    return wording.not_ranked(NotRanked(line["dossier"], line["ballots"], line["reason"]))


def severities(tally: Tally, person: Any, how: sight.Sight) -> list[Severity]:
    """Give the jurors' severities, the strictest first: by name, or by a number that says nothing of who it is."""
    seats = {
        str(seat.public_id): seat for seat in Seat.objects.filter(panel__call=tally.round.call).select_related("user")
    }
    lines = [line for line in tally.result["jurors"] if line["severity"] is not None]
    ordered = sorted(lines, key=lambda line: Fraction(line["severity"]))
    return [
        Severity(
            who=name_of(seats.get(line["juror"]), number, person, how),
            points=two_places(Fraction(line["severity"])) or Decimal(0),
            error=rounded(line["se"]),
            ballots=line["ballots"],
        )
        for number, line in enumerate(ordered, 1)
    ]


def name_of(seat: Seat | None, number: int, person: Any, how: sight.Sight) -> str:
    """Name a juror as far as the reader may know."""
    if seat is not None and how == sight.Sight.IDENTIFIED:
        return str(seat.user)
    if seat is not None and seat.user_id == person.pk:
        return _("You")
    return _("Juror %(number)s") % {"number": localdigits(number)}


def undecided(tally: Tally, known: Mapping[str, Dossier]) -> list[list[Dossier]]:
    """Give the groups that still share a rank, as far as the reader may see all of a group."""
    groups = [trace for trace in traces(tally) if not trace.resolved]
    ranks: dict[int, list[str]] = {}
    for line in tally.result["standings"]:
        ranks.setdefault(line["rank"], []).append(line["dossier"])
    tied = [codes for codes in ranks.values() if len(codes) > 1 and groups]
    return [[known[code] for code in codes] for codes in tied if set(codes) <= known.keys()]
