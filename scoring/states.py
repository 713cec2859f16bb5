"""States of ballots, votes and announcements, and the moves between them."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.methods.ballots import Level


class Method(models.TextChoices):
    """How ballots become a ranking; the arithmetic is in scoring/methods."""

    CALIBRATED = "calibrated", _("calibrated mean")
    MEAN = "mean", _("plain mean")
    TRIMMED = "trimmed", _("trimmed mean")
    MEDIAN = "median", _("median")
    ROBUST = "robust", _("robust calibrated mean")
    ZSCORE = "zscore", _("mean of z-scores")
    BORDA = "borda", _("Borda count")
    SCHULZE = "schulze", _("Schulze method")
    MAJORITY_JUDGMENT = "majority_judgment", _("majority judgment")


#: What a juror writes under a method that does not take marks.
WRITTEN: Mapping[str, Level] = {
    Method.BORDA: Level.RANKS,
    Method.SCHULZE: Level.RANKS,
    Method.MAJORITY_JUDGMENT: Level.GRADES,
}


class ShortlistRule(models.TextChoices):
    """Who goes on from the assessment round to the final one."""

    BEST = "best", _("the best of the ranking, a fixed number")
    THRESHOLD = "threshold", _("all who reach a score")
    SHARE = "share", _("the best of the ranking, a share of those ranked")
    VOTE = "vote", _("the panel votes, once the ranking is known")


class AtTheCut(models.TextChoices):
    """What happens to dossiers with exactly the same score on both sides of the cut."""

    LADDER = "ladder", _("the tie ladder parts them; those it leaves tied go on together")
    WIDENS = "widens", _("all of them go on")


class PanelSees(models.TextChoices):
    """How much of the ballots jurors see of each other once the round is closed and counted."""

    SUMS = "sums", _("the ranking alone")
    NUMBERS = "numbers", _("each other’s marks, jurors by number")
    NAMES = "names", _("each other’s marks, jurors by name")


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


class CorrectionStatus(models.TextChoices):
    """Where a correction of a count is. Only what a second person confirmed is counted anew."""

    PROPOSED = "proposed", _("proposed, awaits a second person")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")


CORRECTION_MOVES: Mapping[str, frozenset[str]] = {
    CorrectionStatus.PROPOSED: frozenset({CorrectionStatus.CONFIRMED, CorrectionStatus.WITHDRAWN}),
    CorrectionStatus.CONFIRMED: frozenset(),
    CorrectionStatus.WITHDRAWN: frozenset(),
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
