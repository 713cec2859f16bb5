"""What if the ballots were counted otherwise: on a copy, which touches no record and is kept nowhere."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site.templatetags.local import localdigits
from nominations.models import Dossier
from scoring import counted, wording
from scoring.methods.graph import Island, SeparateIslands
from scoring.methods.refusals import Refusal

from .jurors import Juror, Jurors
from .told import Told, ballots_of


@dataclass(frozen=True, slots=True)
class Move:
    """One dossier's place on record and in the copy; nothing where it has none."""

    dossier: Dossier
    before: int | None
    after: int | None

    @property
    def arrow(self) -> str:
        """Give a sign for the way it goes."""
        if self.before is None or self.after is None or self.before == self.after:
            return ""
        return "↑" if self.after < self.before else "↓"

    @property
    def in_words(self) -> str:
        """Say how its place changes."""
        if self.after is None:
            return _("not ranked then")
        if self.before is None:
            return _("ranked then")
        places = abs(self.after - self.before)
        if not places:
            return _("same place")
        up = ngettext("up %(places)s place", "up %(places)s places", places)
        down = ngettext("down %(places)s place", "down %(places)s places", places)
        return (up if self.after < self.before else down) % {"places": localdigits(places)}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the copy comes to: who moves where, or why it cannot be counted so."""

    moves: list[Move]
    refused: str = ""

    @property
    def moved(self) -> int:
        """Count those who change their place."""
        return sum(each.before != each.after for each in self.moves)

    @property
    def is_first_another(self) -> bool:
        """Say whether others would be first."""
        return {each.dossier for each in self.moves if each.before == 1} != {
            each.dossier for each in self.moves if each.after == 1
        }


def asked(told: Told, jurors: Jurors, *, method: str, without: Juror | None) -> Answer:
    """Count a copy by another method, or without a juror, or both; dossiers the reader may not see stay out of it.

    Without a juror nobody is turned away for want of a ballot: whoever had enough of them on record takes part.
    """
    rules = counted.rules_of(told.rules) | {"method": method}
    ballots = [ballot for ballot, _digest in ballots_of(told.tally, without=told.hidden)]
    if without is not None:
        enough = Counter(ballot.dossier for ballot in ballots)
        ballots = [each for each in ballots if each.juror != without.key and enough[each.dossier] >= told.rules.quorum]
        rules["quorum"] = 1
    marked = {ballot.dossier for ballot in ballots}
    decision = [code for code in told.tally.decision if code in marked]
    try:
        result = counted.result_of(ballots, **rules, decision=decision)
    except Refusal as refusal:
        return Answer([], refused_to(refusal, jurors))
    return Answer(moves_between(told, result["standings"]))


def moves_between(told: Told, after: Sequence[Mapping[str, Any]]) -> list[Move]:
    """Put both rankings beside each other, best first by the copy."""
    before = {line["dossier"]: line["rank"] for line in told.result["standings"]}
    then = {line["dossier"]: line["rank"] for line in after}
    codes = [*then, *(code for code in before if code not in then)]
    return [Move(told.known[code], before.get(code), then.get(code)) for code in codes if code in told.known]


def refused_to(refusal: Refusal, jurors: Jurors) -> str:
    """Say why it cannot be counted so, naming jurors as the reader knows them."""
    if isinstance(refusal, SeparateIslands):
        refusal = SeparateIslands(
            [Island(tuple(map(jurors.name, each.jurors)), each.dossiers) for each in refusal.islands]
        )
    return wording.refused(refusal)
