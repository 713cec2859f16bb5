"""How a text in several languages is asked for: one box for each language."""

from typing import Any

from django import forms
from django.conf import settings


class LocalizedTextWidget(forms.MultiWidget):
    """One text area for each language, each with its direction."""

    template_name = "components/localized_text.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make a box for each language of the house."""
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.Textarea({"rows": 2, "lang": code, "dir": "auto", "aria-label": name})
            for code, name in settings.LANGUAGES
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """Spread a text over its boxes."""
        return [(value or {}).get(code, "") for code, _ in settings.LANGUAGES]


class LocalizedTextFormField(forms.MultiValueField):
    """A text in several languages; one language is enough."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask for as many texts as there are languages, none of them required by itself."""
        for unused in ("encoder", "decoder", "max_length"):
            kwargs.pop(unused, None)
        kwargs.setdefault("widget", LocalizedTextWidget())
        fields = [forms.CharField(required=False) for _ in settings.LANGUAGES]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Keep the languages that were written."""
        pairs = zip(settings.LANGUAGES, data_list or [], strict=False)
        return {code: text for (code, _), text in pairs if text}
