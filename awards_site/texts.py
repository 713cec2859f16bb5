"""Texts that are data: what the secretariat writes, in every language it writes it in."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from .textforms import LocalizedTextFormField


def apart(text: object) -> str:
    """Keep a name's own direction inside a line, as <bdi> does on a page."""
    return f"\u2068{text}\u2069"


class LocalizedText(dict[str, str]):
    """A text by language; as a string it speaks the reader's language, or the first one it has."""

    def in_language(self, language: str | None) -> str:
        """Give the text in a language, else in its parent, else in the house's order of languages."""
        code = language or settings.LANGUAGE_CODE
        wanted = (code, code.partition("-")[0], *(known for known, _ in settings.LANGUAGES))
        return next((self[each] for each in wanted if self.get(each)), "")

    def __str__(self) -> str:
        """Speak the reader's language."""
        return self.in_language(get_language())


class LocalizedTextField(models.JSONField):
    """A column that holds a LocalizedText as JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start empty unless told otherwise."""
        kwargs.setdefault("default", LocalizedText)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalizedText:
        """Read the JSON as a text that knows its languages."""
        return LocalizedText(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> LocalizedText:
        """Take a mapping, or a plain string in the house's language."""
        given = super().to_python(value)
        return LocalizedText(given if isinstance(given, Mapping) else {settings.LANGUAGE_CODE: str(given)})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        """Accept a plain dictionary that code put on the model."""
        return self.to_python(super().pre_save(model_instance, add) or {})

    def formfield(self, **kwargs: Any) -> Any:
        """Offer one line for each language."""
        return super().formfield(**{"form_class": LocalizedTextFormField, "show_hidden_initial": False, **kwargs})
