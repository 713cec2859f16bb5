"""One form field for each kind of question. What a field cleans is what is kept: texts, lists, mappings, no floats."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from awards_site.formfields import LocalDateField, LocalDecimalField
from awards_site.templatetags.local import localdigits
from awards_site.texts import LocalizedText
from nominations import reading
from nominations.models import Question
from nominations.states import QuestionKind

from .place import CityField, CountryField
from .words import LongText

MANY_OPTIONS = 7
ENDS = frozenset(".?!:…؟。！？")
ISOLATES = "\u2066\u2067\u2068\u2069\u200e\u200f"
WORTH_SAYING = 1_000_000
YEARS = 9_999
LINE_AT_MOST = 250


class NumberField(LocalDecimalField):
    """A number in any script's digits, kept as text so that it stays exact."""

    def clean(self, value: Any) -> str:
        """Give the number without exponent and needless zeros."""
        number: Decimal | None = super().clean(value)
        return "" if number is None else format(number.normalize() + 0, "f")


class DayField(LocalDateField):
    """A day of either calendar, kept as year-month-day."""

    def clean(self, value: Any) -> str:
        """Give the day as text."""
        day = super().clean(value)
        return day.isoformat() if day else ""


def field_for(question: Question, *, required: bool) -> forms.Field:
    """Make the field of a question (files and repeating rows are asked for otherwise)."""
    make = MAKERS[QuestionKind(question.kind)]
    field = make(question, {"required": required, "label": label_of(question), "help_text": hint(question)})
    field.error_messages["required"] = required_message(question.kind)
    return field


def label_of(question: Question) -> str:
    """Give the label, with the unit of a number."""
    unit = reading.unit(question)
    return _("%(label)s (%(unit)s)") % {"label": question.label, "unit": unit} if unit else str(question.label)


def hint(question: Question) -> str:
    """Say above the field what helps: the help, an example, and the limits that a reader can't count live."""
    example = _("For example: %(example)s") % {"example": question.example} if str(question.example) else ""
    return " ".join(ended(each) for each in (str(question.help), span(question), example) if each)


def ended(sentence: str) -> str:
    """End a sentence where its writer did not."""
    bare = sentence.rstrip()
    return bare if bare.rstrip(ISOLATES)[-1:] in ENDS else f"{bare}."


def span(question: Question) -> str:
    """Say from where to where a number goes, how long a line may be."""
    told = {name: localdigits(grouped(question.limit(name))) for name in ("least", "most", "characters")}
    if question.kind == QuestionKind.SHORT and question.limit("characters"):
        return _("At most %(characters)s characters.") % told
    least, most = question.limit("least"), question.limit("most")
    if question.kind == QuestionKind.NUMBER and None not in (least, most) and most <= WORTH_SAYING:
        return _("A number from %(least)s to %(most)s.") % told
    return ""


def grouped(number: Any) -> str:
    """Part a number's thousands."""
    return f"{number:,}" if isinstance(number, int) and number > YEARS else str(number)


def required_message(kind: str) -> str:
    """Say what to do where an answer is missing."""
    match kind:
        case QuestionKind.CHOICE | QuestionKind.COUNTRY:
            return _("Choose one.")
        case QuestionKind.CHOICES:
            return _("Choose at least one.")
        case QuestionKind.DECLARATION:
            return _("Tick the box to confirm it.")
        case QuestionKind.CITY:
            return _("Write the city and choose its country.")
    return _("Write an answer here.")


def short(question: Question, told: dict[str, Any]) -> forms.Field:
    """Make one line."""
    most = int(question.limit("characters") or LINE_AT_MOST)
    return uncut(forms.CharField(max_length=most, widget=forms.TextInput({"dir": "auto"}), **told))


def uncut(field: forms.Field) -> forms.Field:
    """Keep the browser from cutting what is pasted without a word; the server says what is too long."""
    field.widget.attrs.pop("maxlength", None)
    return field


def long(question: Question, told: dict[str, Any]) -> forms.Field:
    """Make a text of several lines."""
    return LongText(word_limit=int(question.limit("words") or 0), **told)


def choice(question: Question, told: dict[str, Any]) -> forms.Field:
    """Make a choice of one: all in sight where they are few, a list where they are many."""
    options = labelled(question)
    if len(options) <= MANY_OPTIONS:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect(), **told)
    return forms.ChoiceField(choices=[("", _("Choose one")), *options], **told)


def choices(question: Question, told: dict[str, Any]) -> forms.Field:
    """Make a choice of several."""
    return forms.MultipleChoiceField(choices=labelled(question), widget=forms.CheckboxSelectMultiple(), **told)


def labelled(question: Question) -> list[tuple[str, str]]:
    """Give the options with their words in the reader's language."""
    return [(str(each["value"]), str(LocalizedText(each.get("label", {})))) for each in question.options]


def number(question: Question, told: dict[str, Any]) -> forms.Field:
    """Make a number within its limits."""
    least, most = question.limit("least"), question.limit("most")
    if str(question.example):
        invalid = _("Write a number in digits, for example %(example)s.") % {"example": question.example}
        told = told | {"error_messages": {"invalid": invalid}}
    return NumberField(
        min_value=None if least is None else Decimal(str(least)),
        max_value=None if most is None else Decimal(str(most)),
        max_digits=20,
        decimal_places=6,
        **told,
    )


def link(_question: Question, told: dict[str, Any]) -> forms.Field:
    """Make an address on the web."""
    widget = forms.TextInput({"inputmode": "url", "dir": "ltr", "autocomplete": "off"})
    return uncut(forms.URLField(assume_scheme="https", max_length=500, widget=widget, **told))


def email(_question: Question, told: dict[str, Any]) -> forms.Field:
    """Make an e-mail address."""
    return forms.EmailField(max_length=254, widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}), **told)


MAKERS: Mapping[QuestionKind, Callable[[Question, dict[str, Any]], forms.Field]] = {
    QuestionKind.SHORT: short,
    QuestionKind.LONG: long,
    QuestionKind.CHOICE: choice,
    QuestionKind.CHOICES: choices,
    QuestionKind.NUMBER: number,
    QuestionKind.DATE: lambda _question, told: DayField(**told),
    QuestionKind.URL: link,
    QuestionKind.EMAIL: email,
    QuestionKind.CITY: lambda _question, told: CityField(**told),
    QuestionKind.COUNTRY: lambda _question, told: CountryField(**told),
    QuestionKind.DECLARATION: lambda _question, told: forms.BooleanField(**told),
}
