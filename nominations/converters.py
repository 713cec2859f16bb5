"""What may stand in an address: a cycle begins with a digit, a prize with a letter, so that no page hides another."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class CycleConverter(StringConverter):
    """A cycle's slug, as 2027."""

    regex = "[0-9][0-9a-z-]*"


class PrizeConverter(StringConverter):
    """A prize's slug, as mayor; the words that are pages of a cycle are none."""

    regex = "(?!laureates/)[a-z][a-z0-9-]*"


register_converter(CycleConverter, "cycle")
register_converter(PrizeConverter, "prize")

#: How every address of a cycle and of a call begins.
CYCLE = "<cycle:cycle>/"
CALL = "<cycle:cycle>/<prize:prize>/"
