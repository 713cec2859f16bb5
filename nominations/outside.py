"""Which letters of support count as coming from outside the nominee's institution, and why others do not.

Three things are asked, and one against it is enough: the referee's own word, the houses that the addresses are of,
and the names of the institutions. The nominator sees numbers alone; officers see the reasons.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site.mailboxes import are_of_one_house
from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations.methods.likeness import likeness
from nominations.models import LetterOfSupport, Nomination, Nominee
from nominations.states import Standing, SupportStatus

#: From so much on two institutions' names are taken for one.
ONE_NAME = 0.9


@dataclass(frozen=True, slots=True)
class Looked:
    """A letter, and why it does not count; nothing where it does."""

    letter: LetterOfSupport
    why_not: str

    @property
    def counts(self) -> bool:
        """Say whether it counts."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Count:
    """How many letters from outside a file has, of how many that its call wants."""

    wanted: int
    looked: tuple[Looked, ...]

    @property
    def number(self) -> int:
        """Give how many count."""
        return sum(each.counts for each in self.looked)

    @property
    def missing(self) -> int:
        """Give how many are missing."""
        return max(0, self.wanted - self.number)


class LettersMissing(Refused):
    """The call wants letters from outside the nominee's institution, and the file has too few."""

    def __init__(self, counted: Count) -> None:
        """Say how many are missing; the checklist says why others do not count."""
        self.counted = counted
        said = ngettext(
            "The file is not complete: %(missing)s letter from outside the nominee’s institution is missing. It has "
            "%(number)s of %(wanted)s.",
            "The file is not complete: %(missing)s letters from outside the nominee’s institution are missing. It has "
            "%(number)s of %(wanted)s.",
            counted.missing,
        )
        numbers = {name: localdigits(getattr(counted, name)) for name in ("missing", "number", "wanted")}
        super().__init__(Refusal(said % numbers))


def require(nomination: Nomination) -> None:
    """Stop at a file without the letters from outside that its call wants.

    :raises LettersMissing: with how many are missing.
    """
    if nomination.call.unrelated_letters_wanted:
        counted = count(nomination)
        if counted.missing:
            raise LettersMissing(counted)


def count(nomination: Nomination, letters: Iterable[LetterOfSupport] | None = None) -> Count:
    """Look at every letter that a file asked for."""
    nominee = nomination.dossier.nominee if nomination.dossier else None
    asked = nomination.letters_of_support.all() if letters is None else letters
    wanted = nomination.call.unrelated_letters_wanted
    return Count(wanted, tuple(Looked(letter, why_not(letter, nominee)) for letter in asked))


def why_not(letter: LetterOfSupport, nominee: Nominee | None) -> str:
    """Say why a letter does not count, or nothing."""
    match letter.status:
        case SupportStatus.REQUESTED:
            return _("The letter has not arrived.")
        case SupportStatus.DECLINED:
            return _("The referee declined.")
    if not letter.text and not letter.opens:
        return _("The letter is a file that is held back until it was checked.")
    match letter.standing:
        case Standing.UNASKED:
            return _("The referee has not said how they stand to the nominee’s institution.")
        case Standing.CONNECTED:
            return _("The referee says that they are connected with the nominee’s institution.")
    return why_too_near(letter, nominee) if nominee else ""


def why_too_near(letter: LetterOfSupport, nominee: Nominee) -> str:
    """Say what speaks against the referee's word, or nothing."""
    if are_of_one_house(letter.email, nominee.email):
        return _("Referee and nominee write from the same institution’s address.")
    if letter.institution and likeness(letter.institution, nominee.institution) >= ONE_NAME:
        return _("Referee and nominee name the same institution.")
    return ""
