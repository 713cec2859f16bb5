"""Is a prize's file whole? Every fault is named by its place, so that who edits the file finds it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

LANGUAGES = ("en", "fa")
KINDS = frozenset(
    {"short", "long", "choice", "choices", "number", "date", "url", "email", "city", "country", "file", "rows"}
    | {"declaration"}
)
MEANINGS = frozenset({"nominee_name", "nominee_email", "nominee_city", "nominee_office", "headline", "recommendation"})


def faults(data: dict[str, Any]) -> list[str]:
    """Name everything that is wrong with a prize's file; an empty list is a whole file."""
    questions = list(every_question(data))
    return [
        *untranslated(data, data["prize"]["slug"]),
        *wrong_weights(data["rubric"]["criteria"]),
        *wrong_questions(questions, {criterion["key"] for criterion in data["rubric"]["criteria"]}),
        *twice("gate", [gate["number"] for gate in data["gates"]]),
        *twice("question", [question["key"] for _step, question in asked(data)]),
        *(f"No question means {each}." for each in sorted(MEANINGS - {q.get("meaning") for q in questions})),
    ]


def asked(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give every question with its step."""
    yield from ((step, question) for step in data["steps"] for question in step["questions"])


def every_question(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every question and every column."""
    for _step, question in asked(data):
        yield question
        yield from question.get("columns", [])


def untranslated(value: Any, place: str) -> Iterator[str]:
    """Name every text that lacks a language."""
    match value:
        case {"en": _} | {"fa": _}:
            yield from (f"{place} has no text in {code}." for code in LANGUAGES if not value.get(code, "").strip())
        case dict():
            for key, inner in value.items():
                yield from untranslated(inner, f"{place}.{key}")
        case list():
            for inner in value:
                name = inner.get("key", "?") if isinstance(inner, dict) else inner
                yield from untranslated(inner, f"{place}.{name}")


def wrong_weights(criteria: list[dict[str, Any]]) -> Iterator[str]:
    """Say so where the weights don't sum to 100."""
    total = sum(Decimal(str(criterion["weight"])) for criterion in criteria)
    if total != 100:  # noqa: PLR2004 - weights are parts of a hundred
        yield f"The weights sum to {total}, not to 100."


def wrong_questions(questions: list[dict[str, Any]], criteria: set[str]) -> Iterator[str]:
    """Name questions of an unknown kind or criterion, and those that hang on a question that isn't there."""
    keys = {question["key"] for question in questions}
    for question in questions:
        if question["kind"] not in KINDS:
            yield f"Question {question['key']} is of an unknown kind: {question['kind']}."
        if question.get("informs", "") not in criteria | {""}:
            yield f"Question {question['key']} informs no criterion of the rubric: {question['informs']}."
        if question.get("shown_if") and question["shown_if"]["question"] not in keys:
            yield f"Question {question['key']} hangs on a question that isn't asked: {question['shown_if']}."
        if question.get("data_class") == "contact" and question.get("for_jury", True):
            yield f"Question {question['key']} would show contact data to the jury."


def twice(what: str, names: list[str]) -> Iterator[str]:
    """Name what is there twice."""
    yield from (f"The {what} {name} is there twice." for name in sorted({n for n in names if names.count(n) > 1}))
