"""Where a nominator's file is, what screening came to, and whether what hangs on it may be opened."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class NominationStatus(models.TextChoices):
    """Where one nominator's file is."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for correction")
    ELIGIBLE = "eligible", _("eligible")
    INELIGIBLE = "ineligible", _("not eligible")
    WITHDRAWN = "withdrawn", _("withdrawn")


NOMINATION_MOVES: Mapping[str, frozenset[str]] = {
    NominationStatus.DRAFT: frozenset({NominationStatus.SUBMITTED}),
    NominationStatus.SUBMITTED: frozenset(
        {
            NominationStatus.SUBMITTED,
            NominationStatus.RETURNED,
            NominationStatus.ELIGIBLE,
            NominationStatus.INELIGIBLE,
            NominationStatus.WITHDRAWN,
        }
    ),
    NominationStatus.RETURNED: frozenset(
        {
            NominationStatus.SUBMITTED,
            NominationStatus.WITHDRAWN,
            NominationStatus.ELIGIBLE,
            NominationStatus.INELIGIBLE,
        }
    ),
    NominationStatus.ELIGIBLE: frozenset(
        {NominationStatus.WITHDRAWN, NominationStatus.INELIGIBLE, NominationStatus.RETURNED}
    ),
    NominationStatus.INELIGIBLE: frozenset({NominationStatus.ELIGIBLE}),
    NominationStatus.WITHDRAWN: frozenset({NominationStatus.SUBMITTED}),
}


class Verdict(models.TextChoices):
    """What screening came to."""

    ELIGIBLE = "eligible", _("eligible")
    RETURNED = "returned", _("returned for correction")
    INELIGIBLE = "ineligible", _("not eligible")


class PreparationStatus(models.TextChoices):
    """Where a decision is that one officer prepared and another confirms."""

    WAITING = "waiting", _("waiting to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")
    LAPSED = "lapsed", _("lapsed: the file changed meanwhile")


PREPARATION_MOVES: Mapping[str, frozenset[str]] = {
    PreparationStatus.WAITING: frozenset(
        {
            PreparationStatus.CONFIRMED,
            PreparationStatus.REFUSED,
            PreparationStatus.TAKEN_BACK,
            PreparationStatus.LAPSED,
        }
    ),
    PreparationStatus.CONFIRMED: frozenset(),
    PreparationStatus.REFUSED: frozenset(),
    PreparationStatus.TAKEN_BACK: frozenset(),
    PreparationStatus.LAPSED: frozenset(),
}


#: Gates that the nominee's own answer decides; no officer notes them.
BY_THE_NOMINEE = frozenset({"consent", "integrity"})


class GateState(models.TextChoices):
    """What an officer found at a gate."""

    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    ASK = "ask", _("to be asked")


class ScanStatus(models.TextChoices):
    """Whether a scanner looked into a file; what a file is, and whether it is harmless, was judged before."""

    UNSCANNED = "unscanned", _("checked, not scanned for viruses")
    QUARANTINED = "quarantined", _("held back until it is scanned for viruses")
    CLEAN = "clean", _("scanned, no virus found")
    INFECTED = "infected", _("a virus was found: the file was deleted")


SCAN_MOVES: Mapping[str, frozenset[str]] = {
    ScanStatus.UNSCANNED: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED}),
    ScanStatus.QUARANTINED: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED}),
    ScanStatus.CLEAN: frozenset(),
    ScanStatus.INFECTED: frozenset(),
}
OPENS = (ScanStatus.UNSCANNED, ScanStatus.CLEAN)
WAITS_FOR_SCAN = (ScanStatus.UNSCANNED, ScanStatus.QUARANTINED)
