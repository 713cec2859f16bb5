"""Texts with a limit that is said beforehand, counted in words by one rule for every script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site.templatetags.local import localdigits
from awards_site.words import count_words

CHARACTERS_AT_MOST = 40_000


class LongText(forms.CharField):
    """A text of several lines with a limit in words; the form says in `said` how many there are now."""

    template_name = "nominations/fields/long.html"
    said = ""

    def __init__(self, *, word_limit: int = 0, **kwargs: Any) -> None:
        """Take the limit in words; 0 for none."""
        self.word_limit = word_limit
        kwargs.setdefault("max_length", CHARACTERS_AT_MOST)
        super().__init__(widget=forms.Textarea({"rows": rows_for(word_limit), "dir": "auto"}), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        """Tell the live count its limit and its words."""
        if not self.word_limit:
            return {}
        return {
            "data-word-limit": self.word_limit,
            "data-words": _("{n} of {limit} words"),
            "data-words-over": _("{n} of {limit} words: {over} too many"),
        }

    def validate(self, value: str) -> None:
        """Refuse a text with too many words, saying how many to take away."""
        super().validate(value)
        count = count_words(value)
        if self.word_limit and count > self.word_limit:
            raise ValidationError(too_long(count, self.word_limit), code="too_many_words")


def rows_for(word_limit: int) -> int:
    """Make the box as tall as the answer may be long."""
    return max(3, min(16, word_limit // 15)) if word_limit else 4


def too_long(count: int, limit: int) -> str:
    """Say how long it is and how much must go."""
    over = count - limit
    said = ngettext(
        "This answer is %(count)s words long. Shorten it by %(over)s word.",
        "This answer is %(count)s words long. Shorten it by %(over)s words.",
        over,
    )
    return said % {"count": localdigits(count), "over": localdigits(over)}


def counted(text: str, limit: int) -> str:
    """Say how many words there are of how many."""
    said = {"n": localdigits(count_words(text)), "limit": localdigits(limit)}
    over = count_words(text) - limit
    if over > 0:
        return _("{n} of {limit} words: {over} too many").format(over=localdigits(over), **said)
    return _("{n} of {limit} words").format(**said)
