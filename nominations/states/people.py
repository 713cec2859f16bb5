"""What nominees, referees and colleagues said, and whether two dossiers are one person's."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentStatus(models.TextChoices):
    """What the nominee said; silence is not consent."""

    ASKED = "asked", _("asked")
    GIVEN = "given", _("given")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    WAIVED = "waived", _("waived")


CONSENT_MOVES: Mapping[str, frozenset[str]] = {
    ConsentStatus.ASKED: frozenset({ConsentStatus.GIVEN, ConsentStatus.DECLINED, ConsentStatus.WAIVED}),
    ConsentStatus.GIVEN: frozenset({ConsentStatus.WITHDRAWN}),
    ConsentStatus.DECLINED: frozenset({ConsentStatus.GIVEN}),
    ConsentStatus.WITHDRAWN: frozenset({ConsentStatus.GIVEN}),
    ConsentStatus.WAIVED: frozenset({ConsentStatus.GIVEN, ConsentStatus.DECLINED}),
}
CONSENTING = (ConsentStatus.GIVEN, ConsentStatus.WAIVED)


class SupportStatus(models.TextChoices):
    """Where a letter of support is."""

    REQUESTED = "requested", _("asked for")
    RECEIVED = "received", _("received")
    DECLINED = "declined", _("declined")


SUPPORT_MOVES: Mapping[str, frozenset[str]] = {
    SupportStatus.REQUESTED: frozenset({SupportStatus.RECEIVED, SupportStatus.DECLINED}),
    #: asked for anew, where a virus was found in the file that was the letter
    SupportStatus.RECEIVED: frozenset({SupportStatus.RECEIVED, SupportStatus.REQUESTED}),
    SupportStatus.DECLINED: frozenset({SupportStatus.RECEIVED}),
}


class Standing(models.TextChoices):
    """How a referee stands to the nominee's institution, by their own word."""

    UNASKED = "unasked", _("not asked")
    OUTSIDE = "outside", _("I am not connected with the nominee’s institution.")
    CONNECTED = "connected", _("I am, or was, connected with it.")


class Nudge(models.TextChoices):
    """Which reminder went to a referee last by itself; each goes once, in this order."""

    NONE = "none", _("none")
    WEEK = "week", _("a week before")
    DAYS = "days", _("two days before")
    LATE = "late", _("the day after")


class Reach(models.TextChoices):
    """What a colleague may do with somebody's file; each holds the one before."""

    VIEW = "view", _("read it")
    EDIT = "edit", _("read and change it")
    SUBMIT = "submit", _("read, change and submit it")


class HandoverStatus(models.TextChoices):
    """Where the offer of a whole file to somebody else is."""

    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("taken over")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


HANDOVER_MOVES: Mapping[str, frozenset[str]] = {
    HandoverStatus.OFFERED: frozenset({HandoverStatus.ACCEPTED, HandoverStatus.DECLINED, HandoverStatus.TAKEN_BACK}),
    HandoverStatus.ACCEPTED: frozenset(),
    HandoverStatus.DECLINED: frozenset(),
    HandoverStatus.TAKEN_BACK: frozenset(),
}


class PairingStatus(models.TextChoices):
    """What an officer decided about two dossiers that may be one person's. What is merged is not parted again."""

    APART = "apart", _("kept apart")
    MERGED = "merged", _("merged")


PAIRING_MOVES: Mapping[str, frozenset[str]] = {
    PairingStatus.APART: frozenset({PairingStatus.MERGED}),
    PairingStatus.MERGED: frozenset(),
}
