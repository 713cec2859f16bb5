"""What makes a panel sound: an odd number of seven to nine, no two of one country, a chair. Shown, never enforced."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards_site.templatetags.local import localdigits
from jury.models import Conflict, Round, Seat
from jury.states import RoundKind, SeatRole, SeatStatus

FEWEST, MOST = 7, 9


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of composition: whether it is met, in words."""

    met: bool
    says: str


def checks(seats: Iterable[Seat]) -> list[Check]:
    """Look at those who sit or are still to answer."""
    counted = [seat for seat in seats if seat.status in {SeatStatus.INVITED, SeatStatus.ACCEPTED}]
    return [number(counted), countries(counted), chair(counted), answers(counted), free_chair(counted)]


def number(seats: list[Seat]) -> Check:
    """Ask for an odd number between the bounds."""
    count = len(seats)
    if count % 2 and FEWEST <= count <= MOST:
        return Check(met=True, says=_("An odd number of jurors, between seven and nine."))
    return Check(met=False, says=_("A panel has seven or nine jurors, an odd number."))


def countries(seats: list[Seat]) -> Check:
    """Ask that no two come from one country."""
    counted = Counter(seat.country.name for seat in seats if seat.country)
    twice = sorted(country for country, count in counted.items() if count > 1)
    if not twice:
        return Check(met=True, says=_("No two jurors come from one country."))
    return Check(
        met=False, says=_("More than one juror comes from: %(countries)s.") % {"countries": _(", ").join(twice)}
    )


def chair(seats: list[Seat]) -> Check:
    """Ask for a chair."""
    if any(seat.role == SeatRole.CHAIR for seat in seats):
        return Check(met=True, says=_("The panel has a chair."))
    return Check(met=False, says=_("Nobody chairs the panel yet."))


def free_chair(seats: list[Seat]) -> Check:
    """Ask that the chair can lead the deliberation on every finalist."""
    leads = [seat.pk for seat in seats if seat.role == SeatRole.CHAIR]
    finals = Round.objects.standing().filter(kind=RoundKind.FINAL)
    tied = Conflict.objects.shutting().filter(seat__in=leads, dossier__entries__round__in=finals)
    if tied.exists():
        return Check(met=False, says=_("The chair stands aside from a finalist. Name another chair to deliberate."))
    return Check(met=True, says=_("The chair is free of ties to the finalists."))


def answers(seats: list[Seat]) -> Check:
    """Ask that everybody has answered."""
    waiting = sum(seat.status == SeatStatus.INVITED for seat in seats)
    if not waiting:
        return Check(met=True, says=_("Everybody invited has answered."))
    return Check(met=False, says=_("Still to answer: %(count)s.") % {"count": localdigits(waiting)})
