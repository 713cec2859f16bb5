"""What the Executive Board said: one recorded vote for each member."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from jury.models import Recommendation
from scoring.states import RatificationStatus, Vote


class Ratification(models.Model):
    """The board's decision on one recommendation."""

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="ratification")
    status = models.CharField(max_length=13, choices=RatificationStatus.choices, default=RatificationStatus.OPEN)
    quorum = models.PositiveSmallIntegerField(_("votes needed"), default=3)
    opened_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ratification")
        verbose_name_plural = _("ratifications")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=RatificationStatus.values), name="ratification_status_is_known"
            )
        ]

    def __str__(self) -> str:
        """Name the call."""
        return str(self.recommendation)


class BoardVote(models.Model):
    """One member's vote; it is cast once."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="board_votes")
    vote = models.CharField(max_length=8, choices=Vote.choices)
    reason = models.TextField(blank=True)
    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ratification", "member"], name="one_vote_of_a_member"),
            models.CheckConstraint(condition=models.Q(vote__in=Vote.values), name="vote_is_known"),
            models.CheckConstraint(
                condition=models.Q(vote__in=[Vote.FOR, Vote.RECUSED]) | ~models.Q(reason=""),
                name="a_no_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        """Say what was voted."""
        return self.get_vote_display()
