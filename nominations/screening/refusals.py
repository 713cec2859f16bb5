"""Why a note or a decision on a file is not taken, in sentences for the officer who reads them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations.models import Gate
from nominations.states import NominationStatus


class Stale(Refused):
    """The file or its notes changed after the page was opened."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("This file was changed in the meantime. Look at it as it is now, then decide.")))


class Lapsed(Refused):
    """The file changed after its decision was prepared."""

    def __init__(self) -> None:
        """Say what to do."""
        sentence = _("This file was changed after the decision was prepared. The decision must be prepared anew.")
        super().__init__(Refusal(sentence))


class PreparedAlready(Refused):
    """A decision on the file waits for its confirmation."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("A decision on this file waits to be confirmed. It must be answered first.")))


class GatesOpen(Refused):
    """Not every gate is met, and no reason says why the file is eligible nevertheless."""

    def __init__(self, gates: Iterable[Gate]) -> None:
        """Name the rules."""
        self.gates = tuple(gates)
        numbers = _(", ").join(localdigits(gate.number) for gate in self.gates)
        super().__init__(
            Refusal(
                _("These gates are not noted as met: %(numbers)s. Note them, or write a reason.")
                % {"numbers": numbers}
            )
        )


class NotMet(Refused):
    """A gate is noted as not met: no reason makes the file eligible."""

    def __init__(self, gate: Gate) -> None:
        """Name the rule."""
        told = {"number": localdigits(gate.number)}
        super().__init__(Refusal(_("Gate %(number)s is noted as not met. Change the note first.") % told))


class Unexplained(Refused):
    """A decision against a file needs a reason."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write the reason. The nominator reads it.")))


class Unanswered(Refused):
    """A prepared decision is refused for a reason."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write why you refuse it. Whoever prepared it reads this.")))


class WrongDate(Refused):
    """A correction can't be due then."""

    def __init__(self) -> None:
        """Say which dates can."""
        super().__init__(Refusal(_("Choose a day from tomorrow on, at most 90 days from now.")))


class ForeignRule(Refused):
    """The rule belongs to another call."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("Choose one of the rules of this call.")))


class NoSuchMove(Refused):
    """The decision doesn't follow from where the file stands."""

    def __init__(self, status: str) -> None:
        """Say where the file stands."""
        word = NominationStatus(status).label
        super().__init__(Refusal(_("This can't be decided now: the nomination is %(status)s.") % {"status": word}))
