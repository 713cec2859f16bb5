"""Form fields that take numbers and dates as the reader writes them: ۸٫۵ and ۱۴۰۵/۰۹/۰۲ as well as 8.5."""

import datetime as dt
import re
import unicodedata
import zoneinfo
from typing import Any

import jdatetime
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SEPARATORS = str.maketrans({"٫": ".", "٬": "", "،": ",", "\u200c": "", "\u200f": "", "\u200e": "", "−": "-"})
DAY = re.compile(r"^\s*(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*$")
MOMENT = re.compile(r"^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[T،, ]+(\d{1,2}):(\d{2})\s*$")
LAST_PERSIAN_YEAR = 1599


def normalise_digits(text: str) -> str:
    """Turn the digits and separators of any script into those that Python reads."""
    plain = text.translate(SEPARATORS)
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in plain)


class LocalNumber:
    """What makes a number field take any script's digits."""

    def to_python(self, value: Any) -> Any:
        """Read the number; groups may be set apart by «٬» or spaces."""
        if isinstance(value, str):
            value = normalise_digits(value).replace(" ", "").replace("\u00a0", "")
            value = re.sub(r"(?<=\d),(?=\d{3}\b)", "", value)
        return super().to_python(value)  # type: ignore[misc]  # a mixin before a field


class LocalDecimalField(LocalNumber, forms.DecimalField):
    """A decimal number in any script."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "auto"})


class LocalIntegerField(LocalNumber, forms.IntegerField):
    """A whole number in any script."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "auto"})


class LocalDateField(forms.Field):
    """A day: 2026-11-23, or ۱۴۰۵/۰۹/۰۲ by the Persian calendar (a year below 1600 is a Persian one)."""

    widget = forms.TextInput(attrs={"dir": "auto", "inputmode": "numeric"})
    default_error_messages = {  # noqa: RUF012 - Django's own way
        "invalid": _("Write the day as year, month, day, for example 2026-11-23 or ۱۴۰۵/۰۹/۰۲.")
    }

    def to_python(self, value: Any) -> dt.date | None:
        """Read the day, or nothing where nothing was written."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        return self.day_of(str(value))

    def day_of(self, text: str) -> dt.date:
        """Read a day of either calendar."""
        found = DAY.match(normalise_digits(text))
        try:
            year, month, day = map(int, found.groups()) if found else (0, 0, 0)
            if 0 < year <= LAST_PERSIAN_YEAR:
                return jdatetime.date(year, month, day).togregorian()
            return dt.date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class LocalDateTimeField(LocalDateField):
    """An instant on the forum's clock: 2027-01-20 18:00, or ۱۴۰۵/۱۰/۳۰ ۱۸:۰۰."""

    default_error_messages = {  # noqa: RUF012 - Django's own way
        "invalid": _("Write day and hour on the forum's clock, for example 2027-01-20 18:00 or ۱۴۰۵/۱۰/۳۰ ۱۸:۰۰.")
    }

    def to_python(self, value: Any) -> Any:
        """Read the instant, aware."""
        if value in self.empty_values or isinstance(value, dt.datetime):
            return value or None
        found = MOMENT.match(normalise_digits(str(value)))
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day, hour, minute = self.day_of(found[1]), int(found[2]), int(found[3])
        try:
            time = dt.time(hour, minute)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return dt.datetime.combine(day, time, tzinfo=zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE))

    def prepare_value(self, value: Any) -> Any:
        """Show an instant on the forum's clock."""
        if isinstance(value, dt.datetime):
            return value.astimezone(zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE)).strftime("%Y-%m-%d %H:%M")
        return value
