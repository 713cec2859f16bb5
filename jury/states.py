"""States of seats, conflicts, assignments, rounds and recommendations, and the moves between them."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatRole(models.TextChoices):
    """What somebody is on a panel."""

    JUROR = "juror", _("juror")
    CHAIR = "chair", _("chair")


class SeatStatus(models.TextChoices):
    """Whether an invited person sits."""

    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("ended")


SEAT_MOVES: Mapping[str, frozenset[str]] = {
    SeatStatus.INVITED: frozenset({SeatStatus.ACCEPTED, SeatStatus.DECLINED, SeatStatus.ENDED}),
    SeatStatus.ACCEPTED: frozenset({SeatStatus.ENDED}),
    SeatStatus.DECLINED: frozenset({SeatStatus.INVITED}),
    SeatStatus.ENDED: frozenset(),
}


class Tie(models.TextChoices):
    """What a juror, or the data, says about a nominee. Not asked is no row at all."""

    NONE = "none", _("none")
    PROFESSIONAL = "professional", _("professional")
    PERSONAL = "personal", _("personal")
    FINANCIAL = "financial", _("financial")
    OTHER = "other", _("other")


class ConflictSource(models.TextChoices):
    """Who found it."""

    DECLARED = "declared", _("declared by the juror")
    DETECTED = "detected", _("found in the data")
    IMPOSED = "imposed", _("imposed")


class Ground(models.TextChoices):
    """What in the data ties a juror to a dossier, without asking."""

    NOMINATOR = "nominator", _("put the nominee forward")
    REFEREE = "referee", _("wrote a letter of support")
    NOMINEE = "nominee", _("is the nominee")
    CITY = "city", _("works for the same city administration")
    INSTITUTION = "institution", _("works for the same institution")


class Hint(models.TextChoices):
    """What in the data makes a tie likely: shown to juror and officer, decided by people."""

    COUNTRY = "country", _("same country")
    DOMAIN = "domain", _("same e-mail domain")


class RoundKind(models.TextChoices):
    """What a round is for."""

    ASSESSMENT = "assessment", _("assessment round")
    FINAL = "final", _("final round")


class AssignmentStatus(models.TextChoices):
    """Whether a juror is to read a dossier."""

    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    RECUSED = "recused", _("recused")


ASSIGNMENT_MOVES: Mapping[str, frozenset[str]] = {
    AssignmentStatus.PROPOSED: frozenset({AssignmentStatus.CONFIRMED, AssignmentStatus.RECUSED}),
    AssignmentStatus.CONFIRMED: frozenset({AssignmentStatus.RECUSED}),
    AssignmentStatus.RECUSED: frozenset(),
}


class OutcomeKind(models.TextChoices):
    """What a nominee is recommended for."""

    LAUREATE = "laureate", _("laureate")
    FINALIST = "finalist", _("finalist")
    SPECIAL_MENTION = "special_mention", _("special mention")


class RecommendationStatus(models.TextChoices):
    """Where a recommendation is."""

    DRAFT = "draft", _("being written")
    MADE = "made", _("made")
    REFERRED_BACK = "referred_back", _("referred back")


RECOMMENDATION_MOVES: Mapping[str, frozenset[str]] = {
    RecommendationStatus.DRAFT: frozenset({RecommendationStatus.MADE}),
    RecommendationStatus.MADE: frozenset({RecommendationStatus.REFERRED_BACK}),
    RecommendationStatus.REFERRED_BACK: frozenset(),
}
