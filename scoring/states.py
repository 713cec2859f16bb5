"""States of ballots, votes and announcements, and the moves between them."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Method(models.TextChoices):
    """How ballots become a ranking; the arithmetic is in scoring/methods."""

    CALIBRATED = "calibrated", _("calibrated mean")
    MEAN = "mean", _("plain mean")


class BallotStatus(models.TextChoices):
    """Where a ballot is. Only a cast one counts, and none whose juror was recused since."""

    OPEN = "open", _("begun")
    CAST = "cast", _("cast")
    ABSTAINED = "abstained", _("abstained")


BALLOT_MOVES: Mapping[str, frozenset[str]] = {
    BallotStatus.OPEN: frozenset({BallotStatus.CAST, BallotStatus.ABSTAINED}),
    BallotStatus.CAST: frozenset({BallotStatus.OPEN}),
    BallotStatus.ABSTAINED: frozenset({BallotStatus.OPEN}),
}


class Vote(models.TextChoices):
    """What a board member says to a recommendation."""

    FOR = "for", _("for")
    AGAINST = "against", _("against")
    REFER = "refer", _("refer back to the panel")
    RECUSED = "recused", _("stand aside")


class RatificationStatus(models.TextChoices):
    """Where the board's decision is."""

    OPEN = "open", _("votes are being cast")
    RATIFIED = "ratified", _("ratified")
    REFERRED_BACK = "referred_back", _("referred back")
    REJECTED = "rejected", _("not ratified")


RATIFICATION_MOVES: Mapping[str, frozenset[str]] = {
    RatificationStatus.OPEN: frozenset(
        {RatificationStatus.RATIFIED, RatificationStatus.REFERRED_BACK, RatificationStatus.REJECTED}
    ),
    RatificationStatus.RATIFIED: frozenset(),
    RatificationStatus.REFERRED_BACK: frozenset(),
    RatificationStatus.REJECTED: frozenset(),
}


class AnnouncementStatus(models.TextChoices):
    """Where the announcement is. Only a confirmed one is published, at its moment."""

    PROPOSED = "proposed", _("proposed, awaits a second person")
    CONFIRMED = "confirmed", _("set")
    HELD = "held", _("held")
    PUBLISHED = "published", _("published")


ANNOUNCEMENT_MOVES: Mapping[str, frozenset[str]] = {
    AnnouncementStatus.PROPOSED: frozenset(
        {AnnouncementStatus.PROPOSED, AnnouncementStatus.CONFIRMED, AnnouncementStatus.HELD}
    ),
    AnnouncementStatus.CONFIRMED: frozenset(
        {AnnouncementStatus.PROPOSED, AnnouncementStatus.HELD, AnnouncementStatus.PUBLISHED}
    ),
    AnnouncementStatus.HELD: frozenset({AnnouncementStatus.PROPOSED}),
    AnnouncementStatus.PUBLISHED: frozenset(),
}
