"""What stands in the way of a letter of support, each in a sentence for who reads it."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdate, localdigits


class Enough(Refused):
    """As many referees were asked as the call takes."""

    def __init__(self, most: int) -> None:
        """Say how many."""
        said = ngettext(
            "You can ask %(most)s person for a letter. You have done so.",
            "You can ask %(most)s people for a letter. You have done so.",
            most,
        )
        super().__init__(Refusal(said % {"most": localdigits(most)}))


class NotAReferee(Refused):
    """Somebody who can't write this letter: asked already, or too near."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(Refusal(why))


class WrongDate(Refused):
    """A letter can't be due then."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        """Say which days can be chosen."""
        told = {"first": localdate(first), "last": localdate(last)}
        super().__init__(Refusal(_("Choose a day from %(first)s to %(last)s, or leave it empty.") % told))


class WrongLength(Refused):
    """A letter that is too short or too long."""

    def __init__(self, words: int, least: int, most: int) -> None:
        """Say how long it is and how long it may be."""
        told = {"words": localdigits(words), "least": localdigits(least), "most": localdigits(most)}
        super().__init__(
            Refusal(_("Your letter has %(words)s words. It needs at least %(least)s and at most %(most)s.") % told)
        )


class Undeclared(Refused):
    """The referee has not said how they stand to the nominee's institution, and the call wants to know."""

    def __init__(self, *, how: bool = False) -> None:
        """Say what is missing."""
        said = _("Write how you are connected.") if how else _("Say how you stand to the nominee’s institution.")
        super().__init__(Refusal(said))
        self.how = how


class TooSoon(Refused):
    """Somebody was reminded a moment ago."""

    def __init__(self) -> None:
        """Say when it is time again."""
        super().__init__(Refusal(_("This person was written to within the last day. Wait until tomorrow.")))


class Stale(Refused):
    """The letter was changed in another window."""

    def __init__(self) -> None:
        """Say what happened."""
        super().__init__(Refusal(_("This letter was changed in another window. Read both texts and save once more.")))
