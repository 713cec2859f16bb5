"""The grades of a round, and the one that a juror gave a dossier."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from awards_site.texts import LocalizedText
from jury.models import Assignment
from scoring.models import Ballot

from .held import Held

KEY = "grade"


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The grades, best first, with the one chosen and the comment."""

    words: Mapping[str, LocalizedText]
    value: str
    comment: str
    errors: tuple[str | Promise, ...] = ()
    key: str = KEY

    @property
    def name(self) -> str:
        """Name what is asked for."""
        return _("Grade")

    @property
    def shown(self) -> str:
        """Say the grade in the reader's language."""
        return str(self.words.get(self.value, ""))

    @property
    def plain(self) -> str:
        """Write the grade as a form sends it."""
        return self.value


@dataclass(frozen=True)
class GradedBench(Held):
    """The grades and the ballot of one assignment."""

    line: GradeLine

    @property
    def lines(self) -> tuple[GradeLine, ...]:
        """Give the one line there is."""
        return (self.line,)

    @property
    def missing(self) -> list[GradeLine]:
        """Give the line while it has no grade, or wants a comment."""
        wanted = self.assignment.round.rules.comment_required and not self.line.comment.strip()
        return [self.line] if wanted or not self.line.value else []

    def with_typed(self, form: Any) -> "GradedBench":
        """Show what was typed where it could not be saved."""
        mark, comment = f"mark-{KEY}", f"comment-{KEY}"
        value = (form.cleaned_data.get(mark) or "") if mark in form.data else self.line.value
        errors = (*form.errors.get(mark, ()), *form.errors.get(comment, ()))
        typed = form.data.get(comment, self.line.comment)
        return replace(self, line=replace(self.line, value=value, comment=typed, errors=errors))

    def beside(self, form: Any) -> list[tuple[GradeLine, GradeLine]]:
        """Put what is on record beside what was sent, where they differ."""
        here, sent = self.line, self.with_typed(form).line if form else self.line
        return [(here, sent)] if (here.value, here.comment) != (sent.value, sent.comment) else []


def graded_bench(assignment: Assignment, ballot: Ballot | None) -> GradedBench:
    """Read the bench of an assignment."""
    given = (ballot.grade, ballot.comment) if ballot else ("", "")
    return GradedBench(assignment, ballot, GradeLine(assignment.round.rules.grade_words, *given))
