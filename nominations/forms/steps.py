"""One page of the form, built from its questions: which are asked is decided here, from what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from awards_site.boundfields import after_label
from nominations import reading
from nominations.models import Evidence, Question
from nominations.shape import Asked, Page, is_shown
from nominations.states import QuestionKind

from .fields import field_for
from .files import FilesField
from .raw import Typed, as_post, cell_field, typed_on
from .rows import has_content, how_many
from .words import LongText, counted


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeating question, as the page draws it."""

    number: int
    title: str
    fields: tuple[forms.BoundField, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One question of a page, as the page draws it: a field, files, or rows."""

    kind: str
    question: Question
    field: forms.BoundField | None = None
    rows: tuple[Row, ...] = ()
    may_add: bool = False
    files: tuple[Evidence, ...] = ()


class StepForm(forms.Form):
    """One page: bound to what was typed; quiet until somebody wants to go on."""

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        *,
        page: Page,
        answers: Mapping[str, Any],
        evidence: tuple[Evidence, ...] = (),
        faults: Mapping[str, list[str]] | None = None,
        quiet: bool = False,
        **told: Any,
    ) -> None:
        """Build the fields of the questions that are asked.

        :param answers: those of the other pages.
        :param faults: what was wrong with files just sent, by question.
        :param quiet: show what was typed without judging it.
        """
        told = {name: told[name] for name in ("files", "initial") if name in told}
        self.page, self.quiet, self.faults = page, quiet, faults or {}
        self.typed: Typed = typed_on(page, data or MultiValueDict())
        self.evidence = evidence
        super().__init__(as_post(self.typed), use_required_attribute=False, **told)
        known = {**answers, **{asked.key: self.raw(asked) for asked in page.questions}}
        self.row_of: dict[str, str] = {}
        self.not_demanded: set[str] = set()
        self.shown = [asked for asked in page.questions if is_shown(asked.question, known)]
        for asked in self.shown:
            self.build(asked)

    def raw(self, asked: Asked) -> Any:
        """Give what was typed as an answer, for the questions that hang on it."""
        values = self.typed.get(asked.key, [])
        match asked.kind:
            case QuestionKind.CHOICES:
                return values
            case QuestionKind.DECLARATION:
                return bool(values)
        return values[-1] if values else ""

    def typed_text(self, name: str) -> str:
        """Give what was typed into a field, all its boxes in one line."""
        boxes = (name, f"{name}_city", f"{name}_country")
        return ", ".join(text for box in boxes for text in self.typed.get(box, []) if text.strip())

    def build(self, asked: Asked) -> None:
        """Add the fields of a question."""
        match asked.kind:
            case QuestionKind.FILE:
                self.fields[asked.key] = FilesField(asked, held=self.held(asked), faults=self.faults.get(asked.key))
            case QuestionKind.ROWS:
                self.build_rows(asked)
            case _:
                self.add(asked.key, asked.question, required=asked.question.required)

    def build_rows(self, asked: Asked) -> None:
        """Add the fields of every row; an empty row beyond the least asks for nothing."""
        least = asked.limit("rows_least", int(asked.question.required))
        for row in range(how_many(asked, self.typed)):
            demanded = row < least or has_content(asked, row, self.typed)
            for column in asked.columns:
                name = cell_field(asked.key, row, column.key)
                self.add(name, column, required=column.required)
                self.not_demanded |= set() if demanded else {name}
                self.row_of[name] = reading.row_title(asked, row + 1)

    def add(self, name: str, question: Question, *, required: bool) -> None:
        """Add one field, with its count of words where it has a limit."""
        made = field_for(question, required=required)
        if isinstance(made, LongText) and made.word_limit:
            made.said = counted(" ".join(self.typed.get(name, [])), made.word_limit)
        self.fields[name] = made

    def held(self, asked: Asked) -> int:
        """Count the files that a question holds."""
        return sum(each.question_id == asked.question.pk and not each.is_gone for each in self.evidence)

    def full_clean(self) -> None:
        """Judge nothing while quiet."""
        if self.quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        demanding = [self.fields[name] for name in self.not_demanded if self.fields[name].required]
        for each in demanding:
            each.required = False
        super().full_clean()
        for each in demanding:
            each.required = True

    def answers(self) -> dict[str, Any]:
        """Give the valid answers of this page; None where there is none (any more)."""
        self.full_clean()
        shown = {asked.key for asked in self.shown}
        pairs = ((asked.key, self.answer(asked) if asked.key in shown else None) for asked in self.page.questions)
        return {key: value or None for key, value in pairs}

    def answer(self, asked: Asked) -> Any:
        """Give one valid answer, or nothing."""
        if asked.kind == QuestionKind.FILE:
            return None
        if asked.kind != QuestionKind.ROWS:
            return self.cleaned_data.get(asked.key)
        rows = (self.row(asked, number) for number in range(how_many(asked, self.typed)))
        return [row for row in rows if row]

    def row(self, asked: Asked, number: int) -> dict[str, Any]:
        """Give the valid answers of one row."""
        names = {column.key: cell_field(asked.key, number, column.key) for column in asked.columns}
        return {key: value for key, name in names.items() if (value := self.cleaned_data.get(name))}

    def blocks(self) -> list[Block]:
        """Give the questions as the page draws them."""
        return [self.block(asked) for asked in self.shown]

    def block(self, asked: Asked) -> Block:
        """Give one question as the page draws it."""
        match asked.kind:
            case QuestionKind.ROWS:
                count = how_many(asked, self.typed)
                rows = tuple(self.drawn_row(asked, number) for number in range(count))
                return Block("rows", asked.question, rows=rows, may_add=count < asked.limit("rows_most", 1))
            case QuestionKind.FILE:
                files = tuple(each for each in self.evidence if each.question_id == asked.question.pk)
                return Block("files", asked.question, field=self[asked.key], files=files)
        return Block("field", asked.question, field=self[asked.key])

    def drawn_row(self, asked: Asked, number: int) -> Row:
        """Give one row as the page draws it."""
        fields = tuple(self[cell_field(asked.key, number, column.key)] for column in asked.columns)
        return Row(number, reading.row_title(asked, number + 1), fields)

    def faults_said(self) -> list[tuple[str, str]]:
        """Give what to change, each with the field that it leads to, in words that name the row too."""
        said = ((name, each) for name in self.errors for each in self.errors[name])
        return [(anchor(self[name]), after_label(self.named(name), str(each))) for name, each in said]

    def named(self, name: str) -> str:
        """Name a field as the summary of errors does."""
        label = str(self.fields[name].label)
        row = self.row_of.get(name)
        return _("%(row)s, %(label)s") % {"row": row, "label": label} if row else label


def anchor(bound: forms.BoundField) -> str:
    """Say where on the page a field is: several boxes stand in a fieldset of their own."""
    return bound.id_for_label or bound.auto_id
