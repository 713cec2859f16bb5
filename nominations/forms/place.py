"""City and country, asked for together."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries


def country_choices() -> list[tuple[str, str]]:
    """Give the countries by name in the reader's language, after an empty line."""
    return [("", _("Choose a country")), *((code, str(name)) for code, name in countries)]


class CityWidget(forms.MultiWidget):
    """Two boxes: the city as people write it, the country from a list."""

    template_name = "nominations/widgets/city.html"

    def __init__(self, countries_by_name: Any) -> None:
        """Make both boxes; their names end in _city and _country."""
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "city": forms.TextInput({"dir": "auto", "maxlength": 120}),
            "country": forms.Select(choices=countries_by_name),
        }
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[str]:
        """Spread an answer over its boxes."""
        given = value if isinstance(value, Mapping) else {}
        return [str(given.get("city", "")), str(given.get("country", ""))]


class CityField(forms.MultiValueField):
    """A city and its country; either both or none."""

    def __init__(self, **kwargs: Any) -> None:
        """Take both parts; the list of countries speaks the language of the moment."""
        country = forms.ChoiceField(choices=country_choices, required=False)
        widget = CityWidget(country.choices)
        fields = (forms.CharField(max_length=120, required=False), country)
        super().__init__(fields, require_all_fields=False, widget=widget, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Keep city and country, or nothing."""
        city, country = [*data_list, "", ""][:2]
        return {"city": city, "country": country} if city or country else {}

    def clean(self, value: Any) -> dict[str, str]:
        """Ask for the part that is missing."""
        given: dict[str, str] = super().clean(value)
        if given and not given["city"]:
            raise ValidationError(_("Write the city too."), code="required")
        if given and not given["country"]:
            raise ValidationError(_("Choose the country too."), code="required")
        return given


class CountryField(forms.ChoiceField):
    """A country from the list."""

    default_error_messages = {  # noqa: RUF012 - Django's own way
        "invalid_choice": gettext_lazy("Choose a country from the list.")
    }

    def __init__(self, **kwargs: Any) -> None:
        """Offer every country."""
        super().__init__(choices=country_choices, **kwargs)
