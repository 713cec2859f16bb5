"""Form fields that take numbers, days and hours as people in Asia write them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from . import clock, dates, local
from .digits import local_digits, normalise_digits, normalise_number

__all__ = [
    "LocalDateField",
    "LocalDateTimeField",
    "LocalDecimalField",
    "LocalIntegerField",
    "normalise_digits",
]


def language() -> str:
    """Name the reader's language."""
    return get_language() or "en"


def example_of_a_day() -> str:
    """Give this day as an example, in the reader's calendar."""
    today = local.in_forum(clock.now())
    return gettext("For example %(day)s") % {"day": local_digits(dates.typed_day(today, language()), language())}


def example_of_an_instant() -> str:
    """Give an hour of this day as an example, and say whose hour it is."""
    today = local.in_forum(clock.now())
    day = dates.typed_day(today, language())
    city = local.city(local.forum_zone(), language())
    example = {"instant": local_digits(f"{day} 18:00", language()), "city": city}
    return gettext("Day and hour in %(city)s, for example %(instant)s") % example


def box(inputmode: str) -> forms.TextInput:
    """Make a short box, written from left to right, with the keyboard that fits."""
    return forms.TextInput({"inputmode": inputmode, "dir": "ltr", "class": "control-short", "autocomplete": "off"})


class LocalNumber:
    """What fields of numbers share: they read every script's digits and show the reader's."""

    def to_python(self, value: Any) -> Any:
        """Read «۱۱٬۴۰۰٫۵» as 11400.5."""
        return super().to_python(normalise_number(value) if isinstance(value, str) else value)  # type: ignore[misc]  # the field it is mixed into has it

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number in the reader's digits; what was typed stays as typed."""
        return local_digits(value, language()) if isinstance(value, int | float | Decimal) else value


class LocalDecimalField(LocalNumber, forms.DecimalField):
    """A number with decimals, typed with the digits and signs of any script."""

    default_error_messages = {"invalid": _("Write a number in digits, for example 8.5.")}  # noqa: RUF012 - as Django does

    def __init__(self, **kwargs: Any) -> None:
        """Ask in a short box."""
        kwargs.setdefault("widget", box("decimal"))
        super().__init__(**kwargs)


class LocalIntegerField(LocalNumber, forms.IntegerField):
    """A whole number, typed with the digits of any script."""

    default_error_messages = {"invalid": _("Write a whole number in digits, for example 12.")}  # noqa: RUF012 - as Django does

    def __init__(self, **kwargs: Any) -> None:
        """Ask in a short box."""
        kwargs.setdefault("widget", box("numeric"))
        super().__init__(**kwargs)


class LocalDateField(forms.DateField):
    """A day, typed by the Gregorian or the Persian calendar: the year tells which."""

    default_error_messages = {"invalid": _("Write a day that exists, with year, month and day.")}  # noqa: RUF012 - as Django does

    def __init__(self, **kwargs: Any) -> None:
        """Ask in a short box, with an example in the reader's calendar."""
        kwargs.setdefault("widget", box("text"))
        kwargs.setdefault("help_text", lazy(example_of_a_day, str)())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        """Read what was typed."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return dates.read_day(value)
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def prepare_value(self, value: Any) -> Any:
        """Show a stored day in the reader's calendar and digits; what was typed stays as typed."""
        if isinstance(value, dt.date):
            return local_digits(dates.typed_day(value, language()), language())
        return value


class LocalDateTimeField(forms.DateTimeField):
    """An instant, typed as day and hour in the forum's zone."""

    default_error_messages = {"invalid": _("Write day and hour, as in the example.")}  # noqa: RUF012 - as Django does

    def __init__(self, **kwargs: Any) -> None:
        """Ask in a short box, with an example."""
        kwargs.setdefault("widget", box("text"))
        kwargs.setdefault("help_text", lazy(example_of_an_instant, str)())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.datetime | None:
        """Read what was typed as an hour of the forum's zone."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return dates.read_instant(value, local.forum_zone())
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def prepare_value(self, value: Any) -> Any:
        """Show a stored instant in the forum's zone; what was typed stays as typed."""
        if not isinstance(value, dt.datetime):
            return value
        there = local.in_forum(value)
        return local_digits(f"{dates.typed_day(there, language())} {there:%H:%M}", language())
