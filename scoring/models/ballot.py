"""What one juror says of one dossier in one round: marks as they stand, and every version cast."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from jury.models import Assignment, Round
from jury.states import AssignmentStatus
from nominations.models import Dossier
from scoring.states import BallotStatus

from .rubric import Criterion


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Ballots as people look for them."""

    def of(self, person: Any) -> "BallotQuerySet":
        """Keep a juror's own."""
        return self.filter(assignment__seat__user=person) if person.is_authenticated else self.none()

    def cast(self) -> "BallotQuerySet":
        """Keep those that count."""
        return self.filter(status=BallotStatus.CAST)


class Ballot(models.Model):
    """One juror on one dossier in one round."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="ballot")
    status = models.CharField(max_length=10, choices=BallotStatus.choices, default=BallotStatus.OPEN)
    #: goes up with every change; a page that was shown an older one may not overwrite
    version = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=1000, blank=True)
    #: in a round of ranks or of grades, as the juror left it last: 1 is best, or the key of a grade
    rank = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    grade = models.SlugField(blank=True)
    comment = models.TextField(blank=True)
    begun_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    cast_at = models.DateTimeField(null=True, blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(status__in=BallotStatus.values), name="ballot_status_is_known"),
            models.CheckConstraint(
                condition=~models.Q(status=BallotStatus.CAST) | models.Q(cast_at__isnull=False),
                name="cast_ballot_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=BallotStatus.ABSTAINED) | ~models.Q(reason=""),
                name="abstention_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        """Say whose on what."""
        return str(self.assignment)


class Mark(models.Model):
    """A ballot's score on one criterion, as the juror left it last."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("criterion__position",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="one_mark_on_a_criterion")
        ]

    def __str__(self) -> str:
        """Give the score."""
        return str(self.value)


class CastBallotQuerySet(models.QuerySet["CastBallot"]):
    """Castings as they are counted."""

    def that_count(self, round_: Round) -> "CastBallotQuerySet":
        """Keep the last casting of each ballot that counts.

        It stands as cast, its juror was not recused since, and its dossier is still before the jury.
        """
        later = CastBallot.objects.filter(ballot=models.OuterRef("ballot"), number__gt=models.OuterRef("number"))
        return self.filter(
            ~models.Exists(later),
            ballot__status=BallotStatus.CAST,
            ballot__assignment__round=round_,
            ballot__assignment__status=AssignmentStatus.CONFIRMED,
            ballot__assignment__dossier__in=Dossier.objects.filter(call=round_.call_id).ready_for_the_jury(),
        )


class CastBallot(models.Model):
    """A ballot as it was cast: never changed; casting again is a new one, and the last one counts."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="castings")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64, unique=True)
    #: {criterion key: mark as a string}; in other rounds {"rank": "1"} or {"grade": key}
    marks = models.JSONField()
    #: {criterion key, "rank" or "grade": what the juror wrote to the panel}
    comments = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    objects = CastBallotQuerySet.as_manager()

    class Meta:
        ordering = ("ballot", "number")
        constraints: ClassVar = [models.UniqueConstraint(fields=["ballot", "number"], name="one_casting_of_a_number")]

    def __str__(self) -> str:
        """Give ballot and number."""
        return f"{self.ballot} ({self.number})"
