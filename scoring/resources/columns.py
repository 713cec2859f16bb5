"""What stands in the columns of a juror's own sheet: a mark on each criterion, a rank, or a grade."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from scoring import balloting, rankings
from scoring.methods.ballots import Level
from scoring.models import Ballot, Rules
from scoring.models.rubric import plain
from scoring.sheets.ranks import out_of_range

from .cells import Row, number_in, text

GRADE, RANK = "grade", "rank"


class Columns(Protocol):
    """The columns of a round's sheet; each has another one beside it for the comment."""

    @property
    def keys(self) -> list[str]:
        """Name the columns."""
        ...

    def written(self, ballot: Ballot | None) -> Mapping[str, tuple[str, str]]:
        """Give what stands on a ballot, by column: the value and the comment."""
        ...

    def fault(self, row: Row, key: str) -> str:
        """Say what is wrong with a cell, or nothing."""
        ...

    def save(self, assignment: Any, row: Row, comments: Mapping[str, str], *, by: Any, version: int) -> None:
        """Save a row as the juror's own."""
        ...


class MarkColumns:
    """A mark on each criterion."""

    def __init__(self, rules: Rules) -> None:
        """Know the criteria and their scale."""
        self.rubric, self.criteria = rules.rubric, list(rules.rubric.criteria.all())

    @property
    def keys(self) -> list[str]:
        """Name the criteria."""
        return [criterion.key for criterion in self.criteria]

    def written(self, ballot: Ballot | None) -> Mapping[str, tuple[str, str]]:
        """Give the marks."""
        marks = {mark.criterion_id: mark for mark in ballot.marks.all()} if ballot else {}
        known = {each.key: marks[each.pk] for each in self.criteria if each.pk in marks}
        return {
            key: (plain(mark.value) if mark.value is not None else "", mark.comment) for key, mark in known.items()
        }

    def fault(self, row: Row, key: str) -> str:
        """Say which marks there are."""
        value = number_in(row, key)
        if value is None or self.rubric.takes(value):
            return ""
        says = _("Write a mark from %(least)s to %(most)s by steps of %(step)s, or leave the cell empty.")
        return says % {name: plain(getattr(self.rubric, name)) for name in ("least", "most", "step")}

    def save(self, assignment: Any, row: Row, comments: Mapping[str, str], *, by: Any, version: int) -> None:
        """Save the marks."""
        marks = {key: number_in(row, key) for key in self.keys if key in row}
        balloting.save(assignment, balloting.Sheet(marks, comments), by=by, version=version)


class GradeColumns:
    """One grade, by its word in any language or by its key."""

    keys: list[str] = [GRADE]  # noqa: RUF012 - never changed

    def __init__(self, rules: Rules) -> None:
        """Know the grades."""
        self.words = rules.grade_words
        self.known = {key.casefold(): key for key in self.words}
        self.known |= {str(word).casefold(): key for key, said in self.words.items() for word in said.values()}

    def written(self, ballot: Ballot | None) -> Mapping[str, tuple[str, str]]:
        """Give the grade in the reader's language."""
        return {GRADE: (str(self.words.get(ballot.grade, "")), ballot.comment)} if ballot else {}

    def fault(self, row: Row, key: str) -> str:
        """Say which grades there are."""
        given = text(row, key).casefold()
        if not given or given in self.known:
            return ""
        words = _(", ").join(str(word) for word in self.words.values())
        return _("Write one of the grades, or leave the cell empty: %(grades)s.") % {"grades": words}

    def save(self, assignment: Any, row: Row, comments: Mapping[str, str], *, by: Any, version: int) -> None:
        """Save the grade."""
        marks: dict[str, Decimal | str | None] = {}
        if GRADE in row:
            marks[GRADE] = self.known.get(text(row, GRADE).casefold())
        balloting.save(assignment, balloting.Sheet(marks, comments), by=by, version=version)


class RankColumns:
    """A rank among the dossiers that are still open; the same one twice is a tie."""

    keys: list[str] = [RANK]  # noqa: RUF012 - never changed

    def __init__(self, own: Sequence[Any]) -> None:
        """Know what is ranked."""
        self.own = own

    def written(self, ballot: Ballot | None) -> Mapping[str, tuple[str, str]]:
        """Give the rank."""
        return {RANK: (str(ballot.rank or ""), ballot.comment)} if ballot else {}

    def fault(self, row: Row, key: str) -> str:
        """Say which ranks there are."""
        value = number_in(row, key)
        fits = value is None or (value == value.to_integral_value() and 1 <= value <= len(self.own))
        return "" if fits else out_of_range(len(self.own))

    def save(self, assignment: Any, row: Row, comments: Mapping[str, str], *, by: Any, version: int) -> None:
        """Save the rank."""
        code, given = assignment.dossier.code, number_in(row, RANK)
        ranks = {code: None if given is None else int(given)} if RANK in row else {}
        said = {code: comments[RANK]} if RANK in comments else {}
        rankings.save(self.own, rankings.RankSheet({code: version}, ranks, said), by=by)


def columns_of(rules: Rules, own: Sequence[Any]) -> Columns:
    """Give the columns of a round's sheet."""
    match rules.level:
        case Level.RANKS:
            return RankColumns(own)
        case Level.GRADES:
            return GradeColumns(rules)
    return MarkColumns(rules)
