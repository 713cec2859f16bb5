"""What chair and staff find on the desk: for each call, the pages where something is theirs to do now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards_site.permissions import may_see_roles, may_view_audit, may_view_outbox
from awards_site.rules import Rule
from awards_site.states import Role
from jury.models import Seat
from jury.states import RoundKind, SeatRole
from nominations.models import Call
from nominations.states import Phase

from .sight import CHAIR

OFFICER, SECGEN, BOARD, AUDITOR = Role.OFFICER, Role.SECRETARY_GENERAL, Role.BOARD, Role.AUDITOR
FIRST, LAST = RoundKind.ASSESSMENT, RoundKind.FINAL
ROOM = (OFFICER, SECGEN, CHAIR, AUDITOR)
PREPARING = (Phase.SETUP, Phase.CALL_OPEN, Phase.SCREENING)
JUDGING = (Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL)
AFTERWARDS = (Phase.EMBARGO, Phase.ANNOUNCED)


@dataclass(frozen=True, slots=True)
class Errand:
    """One page: what it is for, in which phases, for whom, and of which round."""

    url_name: str
    label: str | Promise
    phases: tuple[Phase, ...]
    parts: tuple[str, ...]
    round: str = ""

    def suits(self, call: Call, parts: Iterable[str], phase: Phase) -> bool:
        """Say whether it is somebody's to do now, in a call that has such a round."""
        there = not self.round or any(each.kind == self.round for each in call.rounds.all())
        return there and phase in self.phases and not set(self.parts).isdisjoint(parts)

    def address(self, call: Call) -> str:
        """Give the address of the page."""
        return reverse(self.url_name, kwargs={**call.slugs, **({"round": self.round} if self.round else {})})


ERRANDS = (
    Errand("nominations:setup", _("Set the call up"), (Phase.SETUP, Phase.CALL_OPEN), (SECGEN,)),
    Errand("nominations:queue", _("Screen the files"), (Phase.CALL_OPEN, Phase.SCREENING), (OFFICER, SECGEN)),
    Errand("jury:panel", _("See the panel"), (*PREPARING, *JUDGING), (SECGEN, OFFICER)),
    Errand("jury:panel", _("See the panel"), JUDGING, (CHAIR,)),
    Errand("jury:ties", _("See the ties"), (Phase.SCREENING, Phase.ASSESSMENT, Phase.FINAL), (OFFICER, CHAIR)),
    Errand("scoring:rules", _("Rules of the first round"), PREPARING, (SECGEN, OFFICER, CHAIR), FIRST),
    Errand("scoring:rules", _("Rules of the final round"), (*PREPARING, *JUDGING[:2]), (SECGEN, OFFICER, CHAIR), LAST),
    Errand("jury:assignment", _("Assign the first round"), (Phase.SCREENING,), (OFFICER, CHAIR), FIRST),
    Errand("scoring:opening", _("Open the first round"), (Phase.SCREENING,), (OFFICER, SECGEN), FIRST),
    Errand("scoring:progress", _("See how far the ballots are"), (Phase.ASSESSMENT,), ROOM, FIRST),
    Errand("scoring:result", _("Count the first round"), (Phase.SHORTLIST,), ROOM, FIRST),
    Errand("jury:assignment", _("Assign the final round"), (Phase.SHORTLIST,), (OFFICER, CHAIR), LAST),
    Errand("scoring:opening", _("Open the final round"), (Phase.SHORTLIST,), (OFFICER, SECGEN), LAST),
    Errand("scoring:progress", _("See how far the ballots are"), (Phase.FINAL,), ROOM, LAST),
    Errand("scoring:result", _("Count the final round"), (Phase.DELIBERATION,), ROOM, LAST),
    Errand("jury:deliberation", _("Write the recommendation"), (Phase.DELIBERATION,), (CHAIR,)),
    Errand("jury:deliberation", _("Read the recommendation"), (Phase.RATIFICATION,), (CHAIR,)),
    Errand("scoring:ratification", _("Read the board’s paper"), (Phase.RATIFICATION,), (BOARD, SECGEN)),
    Errand("scoring:ratification", _("Read the board’s paper"), AFTERWARDS, (AUDITOR,)),
    Errand("scoring:result", _("See the result"), (Phase.RATIFICATION, Phase.EMBARGO), (*ROOM, BOARD), LAST),
    Errand("scoring:result", _("See the result"), (Phase.ANNOUNCED,), (AUDITOR,), LAST),
    Errand("scoring:announcement", _("Set the moment"), (Phase.EMBARGO,), (SECGEN, OFFICER, BOARD)),
)


#: The pages that belong to no call, each with the rule that opens it.
STANDING: tuple[tuple[str, str | Promise, Rule], ...] = (
    ("letters", _("Letters that went out"), may_view_outbox),
    ("roles", _("Who holds which role"), may_see_roles),
    ("audit", _("Audit chain"), may_view_audit),
)


@dataclass(frozen=True, slots=True)
class Charge:
    """A call in which something is somebody's to do."""

    call: Call
    phase: Phase
    links: list[tuple[str, str | Promise]]


def charges_of(person: Any) -> list[Charge]:
    """Give the calls in which a person has something to do, each with the pages for it."""
    chaired = set(
        Seat.objects.of(person).sitting().filter(role=SeatRole.CHAIR).values_list("panel__call_id", flat=True)
    )
    if not chaired and not person.roles:
        return []
    calls = Call.objects.whole().prefetch_related("rounds")
    calls = calls if person.roles else calls.filter(pk__in=chaired)
    found = (charge(call, {*person.roles, *({CHAIR} if call.pk in chaired else set())}) for call in calls)
    return [each for each in found if each.links]


def standing_of(person: Any) -> list[tuple[str, str | Promise]]:
    """Give the pages that are open to a person whatever call there is."""
    return [(reverse(name), label) for name, label, rule in STANDING if rule(person)]


def charge(call: Call, parts: set[str]) -> Charge:
    """Read one call."""
    phase = call.phase
    return Charge(call, phase, list(links(call, parts, phase)))


def links(call: Call, parts: set[str], phase: Phase) -> Iterator[tuple[str, str | Promise]]:
    """Give the pages of a call that somebody has something to do on."""
    return ((each.address(call), each.label) for each in ERRANDS if each.suits(call, parts, phase))
