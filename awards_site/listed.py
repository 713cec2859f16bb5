"""Several names in one phrase, such as an office, a city and a country, each in the direction of its own letters."""

from collections.abc import Iterable
from typing import Self

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class Listed(str):
    """A phrase of names: plain where it is text, each name isolated where it stands on a page.

    Without that, two Persian names in an English line change places, and so do two Latin ones in a Persian line.
    """

    __slots__ = ("names",)
    names: tuple[str, ...]

    def __new__(cls, names: Iterable[str]) -> Self:
        """Join the names that are there."""
        there = tuple(name for name in names if name)
        phrase = super().__new__(cls, _(", ").join(there))
        phrase.names = there
        return phrase

    def __html__(self) -> SafeString:
        """Write the phrase for a page."""
        return format_html_join(_(", "), "<bdi>{}</bdi>", ((name,) for name in self.names))
