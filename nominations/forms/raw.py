"""What was typed, as the browser sends it: {field: [text, ...]}. Kept as it came, valid or not."""

from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from nominations.shape import Asked, Page
from nominations.states import QuestionKind

VALUE_AT_MOST = 200_000
VALUES_AT_MOST = 60

Typed = dict[str, list[str]]


def rows_field(key: str) -> str:
    """Name the hidden field that counts the rows of a question."""
    return f"{key}-rows"


def cell_field(key: str, row: int, column: str) -> str:
    """Name the field of one column of one row."""
    return f"{key}-{row}-{column}"


def names(page: Page) -> set[str]:
    """Name every field that may be typed into on a page, whatever else was posted."""
    return {name for asked in page.questions for name in names_of(asked)}


def names_of(asked: Asked) -> list[str]:
    """Name the fields of one question."""
    if asked.kind != QuestionKind.ROWS:
        return widget_names(asked.key, asked.kind)
    most = range(asked.limit("rows_most", 1))
    cells = [
        name
        for row in most
        for column in asked.columns
        for name in widget_names(cell_field(asked.key, row, column.key), column.kind)
    ]
    return [rows_field(asked.key), *cells]


def widget_names(name: str, kind: str) -> list[str]:
    """Name the boxes of one field; files are never typed."""
    match kind:
        case QuestionKind.FILE:
            return []
        case QuestionKind.CITY:
            return [f"{name}_city", f"{name}_country"]
    return [name]


def typed_on(page: Page, posted: MultiValueDict[str, str]) -> Typed:
    """Keep what was typed on a page: its own fields alone, without NUL bytes, which no database keeps."""
    known = names(page)
    return {name: tidy(posted.getlist(name)) for name in sorted(known & set(posted))}


def tidy(values: list[str]) -> list[str]:
    """Keep texts that a database can keep, and not without end."""
    kept = (str(value).replace("\0", "")[:VALUE_AT_MOST] for value in values[:VALUES_AT_MOST])
    return [text.encode("utf-8", "replace").decode("utf-8") for text in kept]


def as_post(typed: Mapping[str, list[str]]) -> MultiValueDict[str, str]:
    """Give what was typed as a form takes it."""
    return MultiValueDict({name: list(values) for name, values in typed.items()})


def typed_from(page: Page, answers: Mapping[str, Any]) -> Typed:
    """Write answers as they would have been typed, for a file that was not typed here."""
    typed: Typed = {}
    for asked in page.questions:
        value = answers.get(asked.key)
        if asked.kind == QuestionKind.ROWS:
            typed |= rows_typed(asked, value or [])
        elif value is not None:
            typed |= box(asked.key, asked.kind, value)
    return typed


def rows_typed(asked: Asked, rows: list[Mapping[str, Any]]) -> Typed:
    """Write repeating answers as they would have been typed."""
    typed: Typed = {rows_field(asked.key): [str(max(1, len(rows)))]}
    for number, row in enumerate(rows):
        for column in asked.columns:
            if column.key in row:
                typed |= box(cell_field(asked.key, number, column.key), column.kind, row[column.key])
    return typed


def box(name: str, kind: str, value: Any) -> Typed:
    """Write one answer as it would have been typed."""
    match kind:
        case QuestionKind.CITY:
            place = value if isinstance(value, Mapping) else {}
            return {f"{name}_{part}": [str(place.get(part, ""))] for part in ("city", "country")}
        case QuestionKind.CHOICES:
            return {name: [str(each) for each in value]}
        case QuestionKind.DECLARATION:
            return {name: ["on"]} if value else {}
        case QuestionKind.FILE:
            return {}
    return {name: [str(value)]}
