"""One row of a table of paper nominations, judged by the same fields as the pages of the form."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from awards_site.formfields import LocalDateField
from awards_site.forms import AddressField
from nominations.models import Call
from nominations.paper import Told
from nominations.shape import Asked, Page, Shape
from nominations.states import QuestionKind

from .raw import Typed, cell_field, rows_field
from .steps import StepForm

OWN_COLUMNS = ("nominator_name", "nominator_email", "language", "received_on", "rules_confirmed")
YES = frozenset({"yes", "y", "1", "true", "بله", "بلی"})
CODE = 2


class PaperForm(forms.Form):
    """What stands beside the answers: who sent the paper, and when it arrived."""

    nominator_name = forms.CharField(max_length=150)
    nominator_email = AddressField()
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    received_on = LocalDateField()
    rules_confirmed = forms.CharField(
        error_messages={"required": gettext_lazy("Write yes where the paper confirms the rules.")}
    )

    def __init__(self, data: Mapping[str, str], *, call: Call) -> None:
        """Know the call's dates."""
        super().__init__(data)
        self.call = call

    def clean_received_on(self) -> dt.date:
        """Take what arrived while the call was open."""
        day: dt.date = self.cleaned_data["received_on"]
        zone = self.call.cycle.zone
        first, last = (each.astimezone(zone).date() for each in (self.call.opens_at, self.call.closes_at))
        if not first <= day <= last:
            raise forms.ValidationError(_("The paper must have arrived while the call was open."))
        return day

    def clean_rules_confirmed(self) -> str:
        """Take a yes alone."""
        if self.cleaned_data["rules_confirmed"].strip().casefold() not in YES:
            raise forms.ValidationError(_("Write yes where the paper confirms the rules."))
        return "yes"


def columns(shape: Shape) -> dict[str, str]:
    """Name the columns of the answers, each with the box of the form that it fills; files stay on paper."""
    return {
        column: box for page in shape.for_nominator for asked in page.questions for column, box in columns_of(asked)
    }


def columns_of(asked: Asked) -> list[tuple[str, str]]:
    """Name the columns of one question."""
    if asked.kind != QuestionKind.ROWS:
        return parts(asked.key, asked.key, asked.kind)
    return [
        pair
        for row in range(asked.limit("rows_most", 1))
        for column in asked.columns
        for pair in parts(f"{asked.key}.{row + 1}.{column.key}", cell_field(asked.key, row, column.key), column.kind)
    ]


def parts(column: str, box: str, kind: str) -> list[tuple[str, str]]:
    """Name the columns of one field; a city has two."""
    if kind == QuestionKind.FILE:
        return []
    if kind == QuestionKind.CITY:
        return [(f"{column}.{part}", f"{box}_{part}") for part in ("city", "country")]
    return [(column, box)]


class PaperRow:
    """One row: its cells as they would have been typed, and what is wrong with them by column."""

    pk = None
    number = 0

    def __init__(self, shape: Shape, row: Mapping[str, Any], call: Call) -> None:
        """Spread the cells over the pages of the form."""
        self.shape, self.columns = shape, columns(shape)
        self.cells = {str(column): text_of(value) for column, value in row.items()}
        self.about = PaperForm({name: self.cells.get(name, "") for name in OWN_COLUMNS}, call=call)
        self.pages = [self.page(page) for page in shape.for_nominator]

    def __str__(self) -> str:
        """Say who sent it."""
        return self.cells.get("nominator_name", "")

    def page(self, page: Page) -> StepForm:
        """Bind one page to its cells; files stay on paper."""
        asked = tuple(each for each in page.questions if each.kind != QuestionKind.FILE)
        typed = {name: values for each in asked for name, values in self.typed(each).items()}
        others = {key: value for key, value in self.cells.items() if value}
        return StepForm(MultiValueDict(typed), page=Page(page.step, asked), answers=others)

    def typed(self, asked: Asked) -> Typed:
        """Give the cells of one question as they would have been typed."""
        typed = {box: values_of(self.cells.get(column, ""), asked, box) for column, box in columns_of(asked)}
        given = {box: values for box, values in typed.items() if any(values)}
        if asked.kind == QuestionKind.ROWS:
            filled = [
                row for row in range(asked.limit("rows_most", 1)) if any(begins(box, asked.key, row) for box in given)
            ]
            given[rows_field(asked.key)] = [str(max(filled, default=0) + 1)]
        return given

    def faults(self) -> dict[str, list[str]]:
        """Give what is wrong, by column."""
        by_box = {box: column for column, box in self.columns.items()}
        told = {name: [str(each) for each in errors] for name, errors in self.about.errors.items()}
        for page in self.pages:
            for name, errors in page.errors.items():
                column = by_box.get(name) or by_box.get(f"{name}_city") or name
                told[column] = [str(each) for each in errors]
        return told

    def told(self) -> Told:
        """Give what a row without faults says."""
        about = self.about.cleaned_data
        answers = {key: value for page in self.pages for key, value in page.answers().items() if value is not None}
        language = about["language"] or settings.LANGUAGE_CODE
        return Told(about["nominator_name"], about["nominator_email"], language, about["received_on"], answers)


def begins(box: str, key: str, row: int) -> bool:
    """Say whether a box belongs to a row."""
    return box.startswith(f"{key}-{row}-")


def text_of(value: Any) -> str:
    """Read a cell, whatever the spreadsheet made of it, without the apostrophe that keeps a formula from running."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).replace("\0", "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def values_of(text: str, asked: Asked, box: str) -> list[str]:
    """Give what a cell says as the form takes it: several choices apart, a country by its code."""
    kind = asked.kind
    if kind == QuestionKind.ROWS:
        kind = next((each.kind for each in asked.columns if f"-{each.key}" in box), kind)
    match kind:
        case QuestionKind.CHOICES:
            return [each.strip() for each in text.split(";") if each.strip()]
        case QuestionKind.DECLARATION:
            return ["on"] if text.casefold() in YES else []
        case QuestionKind.CITY | QuestionKind.COUNTRY if kind == QuestionKind.COUNTRY or box.endswith("_country"):
            return [country(text)]
    return [text]


def country(text: str) -> str:
    """Give the code of a country that was written by code or by its English name."""
    return text.upper() if len(text) == CODE else str(countries.by_name(text) or text)
