"""From the raw mean to the calibrated score, as slopes: what taking the jurors' severity out changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from awards_site.templatetags.local import localdigits
from nominations.models import Dossier
from scoring.pictures import Slope, percent, slopes
from scoring.totals import two_places

from .told import Told

#: where labels end, leaders end and lines run, in per cent of the width
LABEL, LEADER = 29.0, 32.0
SHORT = 20
UP, DOWN, SAME = "up", "down", "same"


@dataclass(frozen=True, slots=True)
class Moved:
    """One dossier on its way: its place by the raw mean and by the calibrated score, and the line between them."""

    dossier: Dossier
    before: int
    after: int
    raw: Decimal | None
    score: Decimal | None
    line: Slope

    @property
    def way(self) -> str:
        """Say whether it rises, falls or stays."""
        return UP if self.after < self.before else DOWN if self.after > self.before else SAME

    @property
    def in_words(self) -> str:
        """Say by how many places it moves."""
        places = abs(self.after - self.before)
        match self.way:
            case "up":
                sentence = ngettext("up %(places)s place", "up %(places)s places", places)
            case "down":
                sentence = ngettext("down %(places)s place", "down %(places)s places", places)
            case _:
                return _("same place")
        return sentence % {"places": localdigits(places)}

    @property
    def short(self) -> str:
        """Give a name that fits beside the line."""
        name = str(self.dossier.nominee)
        return name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Picture:
    """The slopes of the dossiers on a page, and where their parts stand."""

    height: int
    lines: list[Moved]
    start_label: str
    start: str
    start_leader: str
    end_leader: str
    end: str
    end_label: str

    @property
    def moved(self) -> int:
        """Count those that change their place."""
        return sum(line.way != SAME for line in self.lines)


def slopes_of(told: Told, codes: Sequence[str]) -> Picture | None:
    """Draw the slopes of these dossiers; none where severity changes no score, as where all marked all."""
    lines = {line["dossier"]: line for line in told.result["standings"]}
    if not any(line["severity"] is not None for line in told.result["jurors"]):
        return None
    if all(line["score"] == line["raw"] for line in lines.values()):
        return None
    before = places_by(lines, "raw")
    shown = [lines[code] for code in codes]
    laid = slopes([(float(Fraction(line["raw"])), float(Fraction(line["score"]))) for line in shown])
    moved = [
        Moved(
            dossier=told.known[line["dossier"]],
            before=before[line["dossier"]],
            after=line["rank"],
            raw=two_places(Fraction(line["raw"])),
            score=two_places(Fraction(line["score"])),
            line=slope,
        )
        for line, slope in zip(shown, laid.lines, strict=True)
    ]
    places = [LABEL, LABEL + 0.6, LEADER, 100 - LEADER, 100 - LABEL - 0.6, 100 - LABEL]
    mirrored = [100 - place if get_language_bidi() else place for place in places]
    label, start, leader, back, end, last = map(percent, mirrored)
    return Picture(laid.height, moved, label, start, leader, back, end, last)


def places_by(lines: Any, what: str) -> dict[str, int]:
    """Rank by a score: 1, 1, 3."""
    values = {code: Fraction(line[what]) for code, line in lines.items()}
    return {code: 1 + sum(other > value for other in values.values()) for code, value in values.items()}
