"""What must be answered, and what is asked at all: asked when a file is sent, and of one that came on paper."""

from collections.abc import Iterable, Mapping
from typing import Any

from nominations.models import Evidence
from nominations.shape import Asked, Page, Shape, is_shown
from nominations.states import QuestionKind


def unanswered(shape: Shape, answers: Mapping[str, Any], files: Iterable[Evidence]) -> list[Page]:
    """Give the nominator's pages on which something that must be answered is not."""
    given, held = dict(answers), {each.question_id for each in files if not each.is_gone}
    return [
        page
        for page in shape.for_nominator
        if any(is_missing(asked, given, held) for asked in page.questions if is_shown(asked.question, given))
    ]


def is_missing(asked: Asked, answers: dict[str, Any], held: set[int]) -> bool:
    """Say whether a question that must be answered is not."""
    question, value = asked.question, answers.get(asked.key)
    match question.kind:
        case QuestionKind.FILE:
            return question.required and question.pk not in held
        case QuestionKind.ROWS:
            given = value or []
            least = asked.limit("rows_least", int(question.required))
            return len(given) < least or any(row_lacks(asked, row) for row in given)
    return question.required and value in (None, "", [], {}, False)


def row_lacks(asked: Asked, row: Mapping[str, Any]) -> bool:
    """Say whether one of the repeating answers lacks a part."""
    return any(
        column.required and is_shown(column, dict(row)) and row.get(column.key) in (None, "", [], {}, False)
        for column in asked.columns
    )


def asked_answers(shape: Shape, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the nominator's answers to questions that are asked: what a hidden question once held is not sent."""
    given = dict(answers)
    return {
        asked.key: given[asked.key]
        for page in shape.for_nominator
        for asked in page.questions
        if asked.key in given and is_shown(asked.question, given)
    }
