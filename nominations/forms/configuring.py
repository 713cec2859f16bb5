"""What the secretariat writes as rows (prizes, cycles, questions), checked so that no page stumbles over it later."""

import re
import zoneinfo
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nominations.converters import CycleConverter, PrizeConverter
from nominations.models import Cycle, Prize, Question
from nominations.states import DataClass, QuestionKind

NUMBERS = frozenset(
    {"words", "characters", "least", "most", "rows_least", "rows_most", "files_most", "megabytes_most"}
)
TEXTS = frozenset({"unit", "row_name"})
CHOOSING = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
NOT_JSON = gettext_lazy("This is not whole. Look for a missing bracket, comma or quotation mark.")
LIMITS_HELP = gettext_lazy(
    'As {"words": 150}. Known names: words, characters, least, most, unit, rows_least, rows_most, row_name, '
    "files_most, megabytes_most."
)
OPTIONS_HELP = gettext_lazy('For choices, as [{"value": "yes", "label": {"en": "Yes", "fa": "بله"}}].')
SHOWN_IF_HELP = gettext_lazy('Asked only where another answer says so, as {"question": "kind", "is": ["artist"]}.')


class PrizeForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms take no arguments at run time
    """A prize: its word in addresses begins with a letter."""

    class Meta:
        model = Prize
        fields = (
            *("slug", "name", "purpose", "description", "founding_article", "emblem", "period_years", "position"),
        )

    def clean_slug(self) -> str:
        """Keep addresses apart from one another."""
        return fitting(self.cleaned_data["slug"], PrizeConverter.regex, _("Begin with a small letter, as mayor."))


class CycleForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms take no arguments at run time
    """A cycle: its word in addresses begins with its year, its zone exists."""

    class Meta:
        model = Cycle
        fields = ("slug", "name", "assembly", "time_zone", "year")

    def clean_slug(self) -> str:
        """Keep addresses apart from one another."""
        return fitting(self.cleaned_data["slug"], CycleConverter.regex, _("Begin with the year, as 2027."))

    def clean_time_zone(self) -> str:
        """Take a zone that exists."""
        name: str = self.cleaned_data["time_zone"]
        if name not in zoneinfo.available_timezones():
            raise ValidationError(_("Write the name of a time zone, as Asia/Tehran."))
        return name


def fitting(slug: str, pattern: str, otherwise: str) -> str:
    """Take a word that may stand in an address."""
    if not re.fullmatch(pattern, f"{slug}/"[:-1]) or not re.match(pattern, f"{slug}/"):
        raise ValidationError(otherwise)
    return slug


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms take no arguments at run time
    """A question: its limits, options and condition make sense."""

    class Meta:
        model = Question
        fields = (
            *("key", "kind", "label", "help", "example", "required", "limits", "options", "shown_if"),
            *("meaning", "data_class", "for_jury", "informs", "position"),
        )
        error_messages = {name: {"invalid": NOT_JSON} for name in ("limits", "options", "shown_if")}  # noqa: RUF012
        help_texts = {  # noqa: RUF012 - Django's own way
            "limits": LIMITS_HELP,
            "options": OPTIONS_HELP,
            "shown_if": SHOWN_IF_HELP,
            "meaning": gettext_lazy(
                "What the answer is to the nomination: nominee_name, nominee_name_latin, nominee_email, nominee_city, "
                "nominee_office, nominee_institution, nominee_language, headline, recommendation."
            ),
            "informs": gettext_lazy("The key of the criterion that it informs."),
        }

    def clean_limits(self) -> dict[str, Any]:
        """Take known limits, numbers above nothing."""
        given = self.cleaned_data["limits"] or {}
        raise_first(limit_faults(given))
        return dict(given)

    def clean_options(self) -> list[dict[str, Any]]:
        """Take options with values and labels, each value once."""
        given = self.cleaned_data["options"] or []
        raise_first(option_faults(given))
        return list(given)

    def clean_shown_if(self) -> dict[str, Any]:
        """Take a condition of a question and its answers."""
        given = self.cleaned_data["shown_if"] or {}
        raise_first(condition_faults(given))
        return dict(given)

    def clean(self) -> dict[str, Any]:
        """Hold kind and options, class and readers together."""
        given = super().clean() or {}
        if given.get("kind") in CHOOSING and not given.get("options") and "options" not in self.errors:
            self.add_error("options", _("Write the options to choose from."))
        if given.get("data_class") == DataClass.CONTACT and given.get("for_jury"):
            self.add_error("for_jury", _("Contact data never goes to the jury. Take the tick away."))
        return given


def raise_first(faults: Iterator[str]) -> None:
    """Stop at the first fault."""
    for fault in faults:
        raise ValidationError(fault)


def limit_faults(given: Any) -> Iterator[str]:
    """Say what is wrong with limits."""
    if not isinstance(given, Mapping):
        yield str(LIMITS_HELP)
        return
    for name, value in given.items():
        if name not in NUMBERS | TEXTS:
            yield _("There is no limit “%(name)s”.") % {"name": name}
        if name in NUMBERS and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            yield _("Write a whole number for “%(name)s”.") % {"name": name}
        if name in TEXTS and not is_text(value):
            yield _('Write “%(name)s” as {"en": "…", "fa": "…"}.') % {"name": name}


def option_faults(given: Any) -> Iterator[str]:
    """Say what is wrong with options."""
    if not isinstance(given, list):
        yield str(OPTIONS_HELP)
        return
    known: set[str] = set()
    for each in given:
        value = each.get("value") if isinstance(each, Mapping) else None
        if not isinstance(value, str) or not value or not is_text(each.get("label")):
            yield str(OPTIONS_HELP)
            return
        if value in known:
            yield _("The value “%(value)s” stands twice.") % {"value": value}
        known.add(value)


def condition_faults(given: Any) -> Iterator[str]:
    """Say what is wrong with a condition."""
    if given == {}:
        return
    is_whole = isinstance(given, Mapping) and set(given) == {"question", "is"}
    if not is_whole or not isinstance(given["question"], str) or not isinstance(given["is"], list) or not given["is"]:
        yield str(SHOWN_IF_HELP)


def is_text(value: Any) -> bool:
    """Say whether a value is a text in one or more languages."""
    return isinstance(value, Mapping) and bool(value) and all(isinstance(each, str) for each in value.values())


class QuestionsFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # Django's sets take no arguments at run time
    """The questions of a step, or the columns of a question: each key once, each condition about a known question."""

    def clean(self) -> None:
        """Look at all of them together."""
        super().clean()
        known: set[str] = set()
        for form in self.forms:
            key = form.cleaned_data.get("key") if hasattr(form, "cleaned_data") else None
            if not key or form.cleaned_data.get("DELETE"):
                continue
            if key in known:
                form.add_error("key", _("This key stands twice. Give each question its own."))
            known.add(key)
