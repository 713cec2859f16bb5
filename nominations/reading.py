"""Answers as they are read: by the nominator before sending, by the nominee, the secretariat and the jury.

Given a form's shape, the answers and the reader, this says what there is to read, and leaves out what the reader may
not know: contact data and what is not for the jury never reach jury or board. It fetches nothing by itself.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from awards_site.listed import Listed
from awards_site.templatetags.local import localdigits
from awards_site.texts import LocalizedText
from nominations.models import Evidence, Question
from nominations.shape import Asked, Page, Shape, is_shown
from nominations.states import DataClass, FilledBy, QuestionKind

LEAST_YEAR, MOST_YEAR = 1000, 9999


class Audience(StrEnum):
    """Who reads."""

    NOMINATOR = "nominator"
    NOMINEE = "nominee"
    OFFICER = "officer"
    AUDITOR = "auditor"
    JURY = "jury"
    BOARD = "board"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer under its question. What `value` is follows from `kind`: see `templates/nominations/answer.html`."""

    label: str
    kind: str
    value: Any
    key: str = ""
    informs: str = ""
    unit: str = ""
    path: str = ""
    translation: Any = None
    #: a long text with every line and space of its writer
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One of several repeating answers, as one work or one initiative."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a form with what was answered on it."""

    title: str
    key: str
    lines: tuple[Line, ...] = field(default=())


def parts(
    shape: Shape,
    answers: Mapping[str, Any],
    audience: str,
    evidence: Iterable[Evidence] = (),
    filled_by: str = FilledBy.NOMINATOR,
) -> list[Part]:
    """Give what a reader reads, page by page; pages and questions without an answer are left out.

    :param evidence: the files of the nomination, fetched by the caller; each stands under its question.
    """
    files = list(evidence)
    read = (part(page, dict(answers), audience, files) for page in shape.filled_by(filled_by))
    return [each for each in read if each.lines]


def part(page: Page, answers: dict[str, Any], audience: str, files: list[Evidence]) -> Part:
    """Read one page."""
    asked = (each for each in page.questions if may_read(each.question, audience) and is_shown(each.question, answers))
    lines = (line(each, answers.get(each.key), audience, files) for each in asked)
    return Part(page.title, page.key, tuple(each for each in lines if each))


def may_read(question: Question, audience: str) -> bool:
    """Say whether a reader may know the answer to a question."""
    contact = question.data_class == DataClass.CONTACT
    match audience:
        case Audience.NOMINATOR | Audience.OFFICER:
            return True
        case Audience.NOMINEE:
            return not contact or question.meaning.startswith("nominee")
        case Audience.AUDITOR:
            return not contact
        case Audience.JURY | Audience.BOARD:
            return question.for_jury and not contact
    return question.for_jury and question.data_class in {DataClass.NONE, DataClass.PUBLIC}


def line(asked: Asked, value: Any, audience: str, files: list[Evidence]) -> Line | None:
    """Read one answer, or nothing where there is none."""
    question = asked.question
    match question.kind:
        case QuestionKind.FILE:
            shown: Any = [each for each in files if each.question_id == question.pk]
        case QuestionKind.ROWS:
            shown = rows(asked, value, audience)
        case _:
            shown = spoken(question, value)
    if shown in (None, "", [], ()):
        return None
    return read_as(question, shown, value)


def read_as(question: Question, shown: Any, value: Any) -> Line:
    """Put an answer under its question."""
    typed = str(value or "") if question.kind == QuestionKind.LONG else ""
    told = (str(question.label), question.kind, shown, question.key, question.informs, unit(question))
    return Line(*told, typed=typed)


def rows(asked: Asked, value: Any, audience: str) -> tuple[Row, ...]:
    """Read repeating answers, each under a name and its number."""
    given = [each for each in value or [] if isinstance(each, Mapping)]
    columns = [column for column in asked.columns if may_read(column, audience)]
    read = ((number, read_row(columns, row)) for number, row in enumerate(given, 1))
    return tuple(Row(row_title(asked, number), cells) for number, cells in read if cells)


def read_row(columns: Iterable[Question], row: Mapping[str, Any]) -> tuple[Line, ...]:
    """Read one of the repeating answers."""
    return tuple(
        read_as(column, shown, row.get(column.key))
        for column in columns
        if (shown := spoken(column, row.get(column.key))) not in (None, "", [])
    )


def row_title(asked: Asked, number: int) -> str:
    """Name one of the repeating answers: "Work 2"."""
    given = asked.question.limit("row_name")
    name = str(LocalizedText(given)) if isinstance(given, Mapping) else str(given or "")
    return _("%(name)s %(number)s") % {"name": name or asked.question.label, "number": localdigits(number)}


def spoken(question: Question, value: Any) -> Any:
    """Say a value as people read it."""
    speak = SPEAKERS.get(question.kind)
    return speak(question, value) if speak else str(value or "")


def option_label(question: Question, value: Any) -> str:
    """Give the words of a choice in the reader's language."""
    for option in question.options:
        if option.get("value") == value:
            return str(LocalizedText(option.get("label", {})))
    return ""


def place(value: Any) -> Listed:
    """Say city and country."""
    if not isinstance(value, Mapping):
        return Listed([str(value or "")])
    return Listed([str(value.get("city", "")), country_name(str(value.get("country", "")))])


def country_name(code: str) -> str:
    """Give a country's name in the reader's language."""
    return str(countries.name(code) or code)


def day(value: Any) -> dt.date | str:
    """Read a day; what is none is said as it stands."""
    try:
        return dt.date.fromisoformat(str(value or ""))
    except ValueError:
        return str(value or "")


def is_year(question: Question) -> bool:
    """Say whether a number names a year: it counts nothing, and has four digits whatever is answered."""
    least, most = question.limit("least") or 0, question.limit("most") or 0
    return not question.limit("unit") and LEAST_YEAR <= least <= most <= MOST_YEAR


def grouped(number: str) -> str:
    """Part the thousands of a number."""
    whole, point, parts = number.partition(".")
    return f"{int(whole):,}{point}{parts}" if whole.lstrip("-").isdecimal() else number


SPEAKERS: Mapping[str, Callable[[Question, Any], Any]] = {
    QuestionKind.CHOICE: option_label,
    QuestionKind.CHOICES: lambda question, value: [option_label(question, each) for each in value or []],
    QuestionKind.CITY: lambda _question, value: place(value),
    QuestionKind.COUNTRY: lambda _question, value: country_name(str(value or "")),
    QuestionKind.DATE: lambda _question, value: day(value),
    QuestionKind.DECLARATION: lambda _question, value: _("Yes") if value else "",
    QuestionKind.LONG: lambda _question, value: [each for each in str(value or "").splitlines() if each.strip()],
    QuestionKind.NUMBER: lambda question, value: str(value or "") if is_year(question) else grouped(str(value or "")),
}


def unit(question: Question) -> str:
    """Give what a number counts, in the reader's language."""
    given = question.limit("unit")
    return str(LocalizedText(given)) if isinstance(given, Mapping) else str(given or "")
