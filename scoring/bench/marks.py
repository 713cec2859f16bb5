"""The rubric line by line, with what a juror marked on one dossier."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from jury.models import Assignment
from scoring.models import Anchor, Ballot, Criterion, Mark, Rubric
from scoring.models.rubric import plain
from scoring.totals import total, two_places

from .held import Held

HALF = "½"
USUAL = (Decimal(1), Decimal(10), Decimal("0.5"))


@dataclass(frozen=True, slots=True)
class Step:
    """One mark of the scale as it is shown: its value, its words, whether it is a half and whether it is chosen."""

    value: str
    shown: str
    word: str
    is_half: bool
    is_chosen: bool
    opens: str
    is_first_half: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with its scale, the mark given and the comment."""

    criterion: Criterion
    steps: tuple[Step, ...]
    value: Decimal | None
    comment: str
    says: Anchor | None
    errors: tuple[str | Promise, ...] = ()

    @property
    def key(self) -> str:
        """Give the key by which a form names it."""
        return self.criterion.key

    @property
    def name(self) -> str:
        """Name what is marked."""
        return str(self.criterion)

    @property
    def shown(self) -> str:
        """Write the mark."""
        return spoken(self.value) if self.value is not None else ""

    @property
    def plain(self) -> str:
        """Write the mark as a form sends it."""
        return plain(self.value) if self.value is not None else ""


@dataclass(frozen=True)
class Bench(Held):
    """The rubric and the ballot of one assignment."""

    rubric: Rubric
    criteria: list[Criterion]
    anchors: list[Anchor]
    lines: tuple[Line, ...]

    @property
    def is_usual(self) -> bool:
        """Say whether the scale is the shipped one, 1 to 10 by halves, which has a layout of its own."""
        return (self.rubric.least, self.rubric.most, self.rubric.step) == USUAL

    @property
    def missing(self) -> list[Line]:
        """Give the lines that have no mark, or want a comment."""
        wanted = self.assignment.round.rules.comment_required
        return [line for line in self.lines if line.value is None or (wanted and not line.comment.strip())]

    @property
    def marked(self) -> int:
        """Count the marks given."""
        return sum(line.value is not None for line in self.lines)

    @cached_property
    def total(self) -> Decimal | None:
        """Give the own total over what is marked, for the eye."""
        return two_places(total({line.criterion.pk: line.value for line in self.lines}, self.criteria))

    def with_typed(self, form: Any) -> "Bench":
        """Show what was typed where it could not be saved."""
        typed = tuple(retyped(line, form, self.rubric, self.anchors) for line in self.lines)
        return replace(self, lines=typed)

    def beside(self, form: Any) -> list[tuple[Line, Line]]:
        """Put what is on record beside what was sent, where they differ."""
        if form is None:
            return []
        pairs = zip(self.lines, self.with_typed(form).lines, strict=True)
        return [(here, sent) for here, sent in pairs if (here.value, here.comment) != (sent.value, sent.comment)]


def marked_bench(assignment: Assignment, ballot: Ballot | None, *, fresh: bool) -> Bench:
    """Read the bench of an assignment; without `fresh` only its scale, for a form."""
    rubric = assignment.round.rules.rubric
    criteria = list(rubric.criteria.all())
    if not fresh:
        return Bench(assignment, None, rubric, criteria, [], ())
    anchors = list(rubric.anchors.all())
    marks = {mark.criterion_id: mark for mark in ballot.marks.all()} if ballot else {}
    lines = tuple(line_of(each, marks.get(each.pk) or Mark(), rubric, anchors) for each in criteria)
    return Bench(assignment, ballot, rubric, criteria, anchors, lines)


def line_of(criterion: Criterion, mark: Mark, rubric: Rubric, anchors: Iterable[Anchor]) -> Line:
    """Read one criterion."""
    anchors = list(anchors)
    says = next((anchor for anchor in anchors if mark.value is not None and covers(anchor, mark.value, anchors)), None)
    return Line(criterion, steps_of(rubric, anchors, mark.value), mark.value, mark.comment, says)


def retyped(line: Line, form: Any, rubric: Rubric, anchors: list[Anchor]) -> Line:
    """Read one criterion as a page sent it; a mark that the scale does not have is shown as none."""
    key = line.criterion.key
    value = form.cleaned_data.get(f"mark-{key}", line.value) if f"mark-{key}" in form.data else line.value
    comment = form.data.get(f"comment-{key}", line.comment)
    errors = (*form.errors.get(f"mark-{key}", ()), *form.errors.get(f"comment-{key}", ()))
    sent = line_of(line.criterion, Mark(value=value, comment=comment), rubric, anchors)
    return replace(sent, errors=errors)


def steps_of(rubric: Rubric, anchors: list[Anchor], chosen: Decimal | None) -> tuple[Step, ...]:
    """Lay out the scale, with the word of each stretch where it begins."""
    steps: list[Step] = []
    for mark in rubric.marks:
        anchor = next((each for each in anchors if covers(each, mark, anchors)), None)
        half = mark != mark.to_integral_value()
        steps.append(
            Step(
                value=plain(mark),
                shown=spoken(mark),
                word=str(anchor.word) if anchor else "",
                is_half=half,
                is_chosen=mark == chosen,
                opens=str(anchor.word) if anchor and anchor.least == mark else "",
                is_first_half=half and not any(step.is_half for step in steps),
            )
        )
    return tuple(steps)


def covers(anchor: Anchor, mark: Decimal, anchors: list[Anchor]) -> bool:
    """Say whether an anchor speaks of a mark: from its beginning up to the next one's."""
    after = min((each.least for each in anchors if each.least > anchor.least), default=None)
    return anchor.least <= mark and (after is None or mark < after)


def spoken(mark: Decimal) -> str:
    """Write a mark as people do: 8, 8½."""
    whole = int(mark)
    return f"{whole or ''}{HALF}" if mark - whole == Decimal("0.5") else plain(mark)
