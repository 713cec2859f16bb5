"""A form's field as a page shows it: its limit in words, what describes it, and where an error's link leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.text import Truncator

from .sentences import speak_plainly
from .words import count_words

QUESTION_MARKS = ("?", "؟", "？")
LABEL_AT_MOST = 90


class HouseField(BoundField):
    """A bound field that speaks plainly and knows its word limit."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        """Give the field the house's sentences before it is asked."""
        super().__init__(form, field, name)
        speak_plainly(field)

    @property
    def word_limit(self) -> int | None:
        """Give the limit in words that the widget carries."""
        limit = self.field.widget.attrs.get("data-word-limit")
        return int(limit) if limit else None

    @property
    def word_count(self) -> int:
        """Count the words that stand in the box now."""
        return count_words(str(self.value() or ""))

    @property
    def words_over(self) -> int:
        """Say by how many words the text is too long; 0 where it is not."""
        return max(0, self.word_count - (self.word_limit or self.word_count))

    @property
    def aria_describedby(self) -> str | None:
        """Name hint, error and count, in the order in which they are to be read."""
        described: str | None = super().aria_describedby
        if described is None or not self.word_limit or not self.auto_id:
            return described
        return f"{described} {self.auto_id}_count".strip()

    @property
    def offers_options(self) -> bool:
        """Say whether this is a group of radio buttons or of boxes to tick."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_tick(self) -> bool:
        """Say whether this is a single box to tick."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def anchor(self) -> str:
        """Name the first control of the field, to which an error leads."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.offers_options else self.auto_id)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to change, and where."""

    message: str
    label: str = ""
    anchor: str = ""

    @property
    def says(self) -> str:
        """Say it in one line, after the name of its field where it has one."""
        return after_label(self.label, self.message) if self.label else self.message


def after_label(label: str, message: str) -> str:
    """Put a message behind its question: a question mark stands for itself, a full stop gives way to a colon.

    Of a long declaration the beginning is enough to know it by.
    """
    asked = Truncator(label.strip()).chars(LABEL_AT_MOST)
    return f"{asked} {message}" if asked.endswith(QUESTION_MARKS) else f"{asked.rstrip('.。:：')}: {message}"


def faults(source: Any) -> Iterator[Fault]:
    """Name all that is to be changed in a form, a formset, or a list of them."""
    match source:
        case forms.BaseForm():
            yield from faults_of_form(source)
        case BaseFormSet():
            yield from (Fault(str(message)) for message in source.non_form_errors())
            yield from faults(source.forms)
        case str() | bytes():
            return
        case Iterable():
            for each in source:
                yield from faults(each)


def faults_of_form(form: forms.BaseForm) -> Iterator[Fault]:
    """Name what is to be changed in one form: what concerns it as a whole first."""
    yield from (Fault(str(message)) for message in form.non_field_errors())
    for field in form:
        for message in field.errors:
            hidden = field.is_hidden
            anchor = getattr(field, "anchor", field.id_for_label)
            yield Fault(str(message), "" if hidden else str(field.label), "" if hidden else anchor)
