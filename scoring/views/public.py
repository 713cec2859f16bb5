"""What the world sees of the awards: the first page, a prize's call with its rubric, the laureates, how it is done.

Laureates are read from their own rows and from nothing else: before the moment there are none.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from awards_site.doors import Door
from awards_site.rules import anyone
from jury.models import Round
from jury.states import OutcomeKind, RoundKind
from nominations import permissions
from nominations.models import Call, Cycle, Prize
from nominations.states import Phase
from nominations.timeline import days_left, stops
from scoring import shipped, sight
from scoring.models import Laureate, Rules


def laureates() -> QuerySet[Laureate]:
    """Give what was published, with what a page says about it."""
    return Laureate.objects.select_related("call__cycle", "call__prize")


def winners(rows: Iterable[Laureate]) -> list[Laureate]:
    """Keep the laureates themselves."""
    return [row for row in rows if row.kind == OutcomeKind.LAUREATE]


class Home(Door):
    """The first page: what is honoured, where the cycle stands, who was honoured last."""

    rule = anyone
    template_name = "scoring/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the prizes, the cycle's line of time, and the last laureates."""
        calls = list(Call.objects.public().whole().order_by("-cycle__year", "prize__position"))
        current = [call for call in calls if call.cycle_id == calls[0].cycle_id]
        lead = leading(current)
        last = winners(laureates().filter(kind=OutcomeKind.LAUREATE)[:9])
        return super().get_context_data(**kwargs) | {
            "prizes": with_calls(Prize.objects.all(), calls),
            "call": lead,
            "calls": current,
            "may_nominate": bool(lead) and not permissions.may_begin.obstacle(self.request.user, lead),
            "stops": stops(lead) if lead else [],
            "laureates": [row for row in last if row.call.cycle_id == last[0].call.cycle_id],
        }


def with_calls(prizes: Iterable[Prize], calls: list[Call]) -> list[tuple[Prize, Call | None]]:
    """Pair each prize with its latest call; the calls come the latest first."""
    latest = {call.prize_id: call for call in reversed(calls)}
    return [(prize, latest.get(prize.pk)) for prize in prizes]


def leading(calls: list[Call]) -> Call | None:
    """Choose the call that a visitor comes for: one still open, the first to close; else the first."""
    still_open = [call for call in calls if call.phase == Phase.CALL_OPEN]
    return min(still_open, key=lambda call: call.closes_at, default=next(iter(calls), None))


class CallPage(Door):
    """One prize in one cycle: who may be nominated, by whom, what the jury looks at, what happens when."""

    rule = anyone
    template_name = "scoring/call.html"

    def find(self) -> Call:
        """Find a public call."""
        slugs = {"cycle__slug": self.kwargs["cycle"], "prize__slug": self.kwargs["prize"]}
        call = Call.objects.public().whole().filter(**slugs).first()
        if call is None:
            raise Http404
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give gates, criteria and anchors, and the line of time."""
        call = self.thing
        assessment = Rules.objects.filter(round__call=call, round__kind=RoundKind.ASSESSMENT, round__set_aside_at=None)
        rules = assessment.select_related("rubric", "round").prefetch_related("rubric__criteria", "rubric__anchors")
        return super().get_context_data(**kwargs) | {
            "call": call,
            "gates": call.gates.all(),
            "rules": rules.first(),
            "is_open": call.phase == Phase.CALL_OPEN,
            "may_nominate": not permissions.may_begin.obstacle(self.request.user, call),
            "days_left": days_left(call),
            "stops": stops(call),
            "recounted": recounted(call),
            "has_begun": sight.has_begun(call),
        }


def recounted(call: Call) -> list[Round]:
    """Give the rounds that anybody can recount once the winners are announced."""
    if call.phase not in {Phase.ANNOUNCED, Phase.ARCHIVED}:
        return []
    return list(Round.objects.standing().filter(call=call, tallies__sealed__isnull=False).distinct())


class Laureates(Door):
    """All laureates, the latest cycle first."""

    rule = anyone
    template_name = "scoring/laureates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Group the laureates by cycle."""
        rows = laureates().filter(kind=OutcomeKind.LAUREATE)
        cycles = [(cycle, list(group)) for cycle, group in groupby(rows, key=lambda row: row.call.cycle)]
        return super().get_context_data(**kwargs) | {"cycles": cycles}


class CycleLaureates(Door):
    """The laureates, finalists and special mentions of one cycle."""

    rule = anyone
    template_name = "scoring/cycle_laureates.html"

    def find(self) -> Cycle:
        """Find a cycle of which something was published; all others answer as if they did not exist."""
        self.rows = list(laureates().filter(call__cycle__slug=self.kwargs["cycle"]))
        if not self.rows:
            raise Http404
        return self.rows[0].call.cycle

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the winners, the others, and the ranking policies under which they were named."""
        calls = {row.call_id: row.call for row in self.rows}
        return super().get_context_data(**kwargs) | {
            "winners": winners(self.rows),
            "others": [row for row in self.rows if row.kind != OutcomeKind.LAUREATE],
            "policies": policies(calls.values()),
            "announced_at": min(row.published_at for row in self.rows),
        }


def policies(calls: Iterable[Call]) -> list[tuple[str, list[Call]]]:
    """Give each ranking policy once, with the calls under it."""
    said: dict[str, list[Call]] = {}
    for call in calls:
        if call.ranking_policy:
            said.setdefault(str(call.ranking_policy), []).append(call)
    return list(said.items())


class Page(Door):
    """A page of plain text: the rules, how the jury works, your data, how to write to us."""

    rule = anyone
    template_name = "scoring/page.html"

    def find(self) -> dict[str, Any]:
        """Find a shipped page."""
        page = shipped.pages().get(self.kwargs["page"])
        if page is None:
            raise Http404
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the secretariat reads its mail."""
        return super().get_context_data(**kwargs) | {"secretariat": settings.DEFAULT_FROM_EMAIL}
