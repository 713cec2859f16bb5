"""The word in an address that names a round; no other word is one."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from nominations.converters import CALL


class RoundConverter(StringConverter):
    """A round's kind."""

    regex = "assessment|final"


register_converter(RoundConverter, "round")

#: How every address of a round begins.
ROUND = f"{CALL}<round:round>/"
