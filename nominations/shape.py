"""The shape of a form: its pages with their questions and columns, fetched at once.

A frozen form never changes, so its shape is kept in the process; a form that is still written is read anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nominations.models import Form, Gate, Question, Step
from nominations.states import FilledBy, QuestionKind


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with its columns where its rows repeat."""

    question: Question
    columns: tuple[Question, ...] = ()

    @property
    def key(self) -> str:
        """Give the key under which the answer is kept."""
        return self.question.key

    @property
    def kind(self) -> str:
        """Give what kind of answer it takes."""
        return self.question.kind

    def limit(self, name: str, default: int) -> int:
        """Give a limit in whole numbers, or what holds without one."""
        return int(self.question.limit(name) or default)


@dataclass(frozen=True, slots=True)
class Page:
    """A step with its questions."""

    step: Step
    questions: tuple[Asked, ...]

    @property
    def key(self) -> str:
        """Give the word in its address."""
        return self.step.key

    @property
    def title(self) -> str:
        """Give the title in the reader's language."""
        return str(self.step.title)

    def of_kind(self, kind: str) -> tuple[Asked, ...]:
        """Keep the questions of a kind."""
        return tuple(asked for asked in self.questions if asked.kind == kind)


@dataclass(frozen=True, slots=True)
class Shape:
    """A whole form, in order."""

    pages: tuple[Page, ...]
    gates: tuple[Gate, ...] = ()

    def filled_by(self, who: str) -> tuple[Page, ...]:
        """Keep the pages that one side answers."""
        return tuple(page for page in self.pages if page.step.filled_by == who)

    @property
    def asked_gates(self) -> tuple[Gate, ...]:
        """Keep the rules that the nominator is asked about before the form."""
        return tuple(gate for gate in self.gates if gate.asked)

    @property
    def for_nominator(self) -> tuple[Page, ...]:
        """Keep the pages that the nominator answers."""
        return self.filled_by(FilledBy.NOMINATOR)

    def asked(self) -> Iterator[Asked]:
        """Give every question, page by page."""
        for page in self.pages:
            yield from page.questions

    def question(self, key: str) -> Asked | None:
        """Give the question of a key, or nothing."""
        return next((asked for asked in self.asked() if asked.key == key), None)

    def meaning(self, name: str) -> Asked | None:
        """Give the question whose answer means this to the nomination, or nothing."""
        return next((asked for asked in self.asked() if asked.question.meaning == name), None)

    def answer(self, name: str, answers: dict[str, Any]) -> Any:
        """Give the answer that means this to the nomination, or nothing."""
        asked = self.meaning(name)
        return answers.get(asked.key) if asked else None


def of(form: Form) -> Shape:
    """Give a form's shape, in two statements or none."""
    return _kept(form.pk, str(form.frozen_at)) if form.frozen_at else read(form.pk)


@lru_cache(maxsize=128)
def _kept(form: int, _frozen_at: str) -> Shape:
    """Keep a frozen form's shape in the process."""
    return read(form)


def forget() -> None:
    """Drop what is kept (for tests, whose database forgets too)."""
    _kept.cache_clear()


def read(form: int) -> Shape:
    """Read a form's steps and questions, and its call's gates, from the database."""
    return Shape(pages_of(form), tuple(Gate.objects.filter(call__forms=form)))


def pages_of(form: int) -> tuple[Page, ...]:
    """Read the pages: one statement, steps and columns along."""
    rows = Question.objects.filter(step__form=form).select_related("step")
    rows = rows.order_by("step__position", "step__pk", "position", "pk")
    columns: dict[int, list[Question]] = {}
    pages: dict[int, tuple[Step, list[Question]]] = {}
    for row in rows:
        if row.parent_id:
            columns.setdefault(row.parent_id, []).append(row)
        else:
            pages.setdefault(row.step_id, (row.step, []))[1].append(row)
    return tuple(
        Page(step, tuple(Asked(question, tuple(columns.get(question.pk, ()))) for question in questions))
        for step, questions in pages.values()
    )


def is_shown(question: Question, answers: dict[str, Any]) -> bool:
    """Say whether a question is asked, given the other answers (for a column: of its own row)."""
    condition = question.shown_if
    if not condition:
        return True
    given = answers.get(str(condition.get("question", "")))
    wanted = condition.get("is", [])
    return any(value in wanted for value in given) if isinstance(given, list) else given in wanted


def holds_files(asked: Asked) -> bool:
    """Say whether the answer is files, which are rows of their own."""
    return asked.kind == QuestionKind.FILE
