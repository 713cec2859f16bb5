"""A whole form of any prize filled in: something fitting for every question, in the shape a browser sends."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from nominations import shape
from nominations.forms.raw import cell_field, rows_field
from nominations.models import Call, Question
from nominations.shape import Asked, Page
from nominations.states import QuestionKind

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
PDF += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NOT_FIRST = {"own_nomination": -1}


def pages_of(call: Call) -> dict[str, Page]:
    """Give the nominator's pages of a call's form."""
    return {page.key: page for page in shape.of(call.forms.first()).for_nominator}


def gates_of(call: Call) -> dict[str, str]:
    """Say yes to every rule that is asked."""
    return {gate.key: "yes" for gate in shape.of(call.forms.first()).asked_gates}


def typed(page: Page, own: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Fill a page in; own words for some questions."""
    given: dict[str, Any] = {}
    for asked in page.questions:
        given |= answer(asked)
    return given | dict(own or {})


def answer(asked: Asked) -> dict[str, Any]:
    """Answer one question, in one row where rows repeat."""
    if asked.kind != QuestionKind.ROWS:
        return box(asked.key, asked.question)
    if not asked.limit("rows_least", 0):
        return {}
    cells: dict[str, Any] = {rows_field(asked.key): "1"}
    for column in asked.columns:
        cells |= box(cell_field(asked.key, 0, column.key), column)
    return cells


def box(name: str, question: Question) -> dict[str, Any]:
    """Fill one box in."""
    match question.kind:
        case QuestionKind.CITY:
            return {f"{name}_city": "Samarkand", f"{name}_country": "UZ"}
        case QuestionKind.FILE:
            return {name: SimpleUploadedFile("report.pdf", PDF, "application/pdf")}
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            return {name: question.options[NOT_FIRST.get(name, 0)]["value"]}
    return {name: TEXTS.get(question.kind, f"Words on {name}.")}


TEXTS: Mapping[str, str] = {
    QuestionKind.NUMBER: "2024",
    QuestionKind.DATE: "2024-03-01",
    QuestionKind.URL: "https://work.example/report",
    QuestionKind.EMAIL: "nominee@forward.example",
    QuestionKind.COUNTRY: "UZ",
    QuestionKind.DECLARATION: "on",
}
