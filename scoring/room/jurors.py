"""The jurors in the room, by name or by a number that says nothing of who it is: how strict, how much like the others.

Numbers run from the strictest to the most generous; a juror sees which one is their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from awards_site.templatetags.local import localdigits
from awards_site.texts import apart
from jury.models import Seat
from scoring.pictures import Bar, Scale, scale_over
from scoring.sight import Sight
from scoring.totals import two_places

from .ranking import number, rounded
from .told import Told


@dataclass(frozen=True, slots=True)
class Juror:
    """One juror: a number, how the reader knows them, and severity in points of the scale with its standard error."""

    key: str
    number: int
    who: str
    points: Decimal | None
    error: Decimal | None
    ballots: int
    bar: Bar | None
    #: Spearman's ρ of the own order against that of the others
    order: Decimal | None

    @property
    def sign(self) -> str:
        """Give the sign, as printers set it."""
        return "" if not self.points else "+" if self.points > 0 else "−"

    @property
    def size(self) -> Decimal:
        """Give the points without their sign."""
        return abs(self.points or Decimal(0))


@dataclass(frozen=True, slots=True)
class Jurors:
    """All jurors with a ballot, the strictest first, and the scale of their severities."""

    lines: list[Juror]
    scale: Scale
    has_severities: bool

    def name(self, key: str) -> str:
        """Name a juror in a sentence."""
        return next((apart(each.who) for each in self.lines if each.key == key), "")

    def by_number(self, wanted: int) -> Juror | None:
        """Find a juror by the number."""
        return next((each for each in self.lines if each.number == wanted), None)


def jurors_of(told: Told, person: Any, how: Sight) -> Jurors | None:
    """Give the jurors as far as the reader may know them; nothing to whom sees sums alone."""
    if how == Sight.AGGREGATES:
        return None
    seats = {
        str(seat.public_id): seat
        for seat in Seat.objects.filter(panel__call=told.tally.round.call).select_related("user")
    }
    lines = sorted(told.result["jurors"], key=strictness)
    found = [(float(Fraction(line["severity"])), number(line["se"])) for line in lines if line["severity"]]
    scale = scale_over([*found, *((-value, error) for value, error in found)], mirrored=get_language_bidi())
    orders = {line["juror"]: line["spearman_rest"] for line in told.measures["jurors"]}
    listed = [
        juror_of(line, place, scale, orders, who=name_of(seats.get(line["juror"]), place, person, how))
        for place, line in enumerate(lines, 1)
    ]
    return Jurors(listed, scale, has_severities=any(value for value, _error in found))


def strictness(line: Mapping[str, Any]) -> tuple[bool, Fraction, str]:
    """Put the strictest first; without severities the order is that of ids that mean nothing."""
    return line["severity"] is None, Fraction(line["severity"] or 0), line["juror"]


def juror_of(
    line: Mapping[str, Any], place: int, scale: Scale, orders: Mapping[str, str | None], *, who: str
) -> Juror:
    """Read one juror."""
    severity = None if line["severity"] is None else Fraction(line["severity"])
    return Juror(
        key=line["juror"],
        number=place,
        who=who,
        points=two_places(severity),
        error=rounded(line["se"]),
        ballots=line["ballots"],
        bar=None if severity is None else scale.bar(float(severity), number(line["se"])),
        order=rounded(orders.get(line["juror"])),
    )


def name_of(seat: Seat | None, place: int, person: Any, how: Sight) -> str:
    """Name a juror as far as the reader may know."""
    if seat is not None and how == Sight.IDENTIFIED:
        return str(seat.user)
    if seat is not None and seat.user_id == person.pk:
        return _("You")
    return _("Juror %(number)s") % {"number": localdigits(place)}
