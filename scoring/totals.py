"""A ballot's own total while it is written: exact, weighted over the criteria that have a mark."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from .models import Ballot, Criterion


def total(values: Mapping[int, Decimal | None], criteria: Iterable[Criterion]) -> Fraction | None:
    """Give Σ v_c y_c / Σ v_c over the criteria that are marked, in points of the scale; nothing where none is."""
    pairs = [(criterion.weight, values.get(criterion.pk)) for criterion in criteria]
    marked = [(Fraction(weight), Fraction(value)) for weight, value in pairs if value is not None]
    if not marked:
        return None
    return sum((weight * value for weight, value in marked), Fraction()) / sum(weight for weight, _value in marked)


def values_of(ballot: Ballot | None) -> dict[int, Decimal | None]:
    """Give a ballot's marks by criterion, from what was fetched along."""
    return {mark.criterion_id: mark.value for mark in ballot.marks.all()} if ballot else {}


def two_places(score: Fraction | None) -> Decimal | None:
    """Round a total for the eye: two decimals, half to even, from the fraction itself."""
    return None if score is None else Decimal(round(score * 100)).scaleb(-2)
