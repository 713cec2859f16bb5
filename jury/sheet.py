"""The assignment as a sheet to be read: rows of dossiers, columns of jurors, figures above. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from awards_site.templatetags.local import localdigits
from jury.matrix import Cell, Matrix, named
from jury.methods.balance import Proposal, Shortfall
from jury.models import Seat
from nominations.models import Dossier

#: Under this share of crossing ballots the jurors can hardly be compared.
TOO_FEW = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Column:
    """One juror and the number of dossiers to read."""

    seat: Seat
    load: int


@dataclass(frozen=True, slots=True)
class Box:
    """One dossier and one juror: what is there, and whether it may be changed."""

    value: str
    seat: Seat
    state: str
    begun: bool
    foreign: bool

    @property
    def is_shut(self) -> bool:
        """Say whether this juror can't read this dossier."""
        return self.state == "shut"

    @property
    def is_on(self) -> bool:
        """Say whether this juror is to read this dossier."""
        return self.state in {"proposed", "confirmed"}


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier and its boxes."""

    dossier: Dossier
    boxes: list[Box]
    lacks: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the whole assignment is worth."""

    worth: Proposal
    proposed: int
    confirmed: int
    wanted: int
    fitting: int
    short: list[str]

    @property
    def crossing(self) -> int:
        """Give the share of crossing ballots in whole per cent."""
        return int(self.worth.crossing * 100)

    @property
    def hangs_together(self) -> bool:
        """Say whether all jurors can be compared through shared dossiers."""
        return self.worth.components <= 1

    @property
    def crosses_enough(self) -> bool:
        """Say whether the comparison stands on enough ballots."""
        return self.worth.crossing >= TOO_FEW


def figures(matrix: Matrix) -> Figures:
    """Work the figures out for all dossiers that the viewer sees."""
    worth = matrix.worth()
    confirmed = sum(held.is_confirmed for held in matrix.held.values())
    return Figures(
        worth=worth,
        proposed=len(matrix.held) - confirmed,
        confirmed=confirmed,
        wanted=matrix.wanted,
        fitting=matrix.fitting(),
        short=[said(each) for each in worth.shortfalls] if matrix.held else [],
    )


def said(short: Shortfall) -> str:
    """Say what a dossier lacks and why."""
    facts = {"code": short.dossier, "lacks": localdigits(short.lacks)}
    if short.why == "ties":
        return _("%(code)s lacks %(lacks)s: too few jurors are without a tie.") % facts
    return _("%(code)s lacks %(lacks)s: the other jurors’ loads are full, or it was changed by hand.") % facts


def jurors(matrix: Matrix, worth: Proposal) -> list[Column]:
    """Give the columns with their loads."""
    return [Column(seat, worth.loads[named(pk)]) for pk, seat in matrix.seats.items()]


def rows(matrix: Matrix, dossiers: list[int]) -> list[Row]:
    """Give the rows of some dossiers."""
    read = Dossier.objects.filter(pk__in=dossiers).select_related("nominee").order_by("code")
    return [row(matrix, dossier) for dossier in read]


def row(matrix: Matrix, dossier: Dossier) -> Row:
    """Give one row."""
    boxes = [box(matrix, (dossier.pk, seat)) for seat in matrix.seats]
    return Row(dossier, boxes, max(0, matrix.wanted - sum(each.is_on for each in boxes)))


def box(matrix: Matrix, cell: Cell) -> Box:
    """Give one box."""
    held = matrix.held.get(cell)
    state = held.status if held else "shut" if cell in matrix.barred else "free"
    foreign = matrix.is_foreign(*cell)
    return Box(f"{cell[0]}.{cell[1]}", matrix.seats[cell[1]], state, bool(held and held.begun), foreign)


def changes(matrix: Matrix, shown: Iterable[str], ticked: Iterable[str]) -> tuple[set[Cell], set[Cell]]:
    """Say what a page's ticks add and remove; boxes that were not on the page stay as they are."""
    here = {int(each) for each in shown if each.isascii() and each.isdigit()} & matrix.codes.keys()
    boxes = {f"{dossier}.{seat}": (dossier, seat) for dossier in here for seat in matrix.seats}
    wanted = {boxes[each] for each in ticked if each in boxes}
    now = {cell for cell in matrix.held if cell[0] in here and cell[1] in matrix.seats}
    return wanted - now, now - wanted
