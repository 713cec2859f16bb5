"""A count that was kept is corrected by a new one: proposed with a reason, confirmed by a second person."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from jury.models import Round
from scoring.states import CorrectionStatus

from .tally import Tally


class Correction(models.Model):
    """Why a round has to be counted again, who says so, and who agrees; the count it supersedes stays as it was."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="corrections")
    status = models.CharField(max_length=10, choices=CorrectionStatus.choices, default=CorrectionStatus.PROPOSED)
    supersedes = models.ForeignKey(Tally, models.PROTECT, related_name="corrections")
    reason = models.TextField()
    #: what the ballots came to when it was proposed: the second person confirms this and nothing else
    ballots_digest = models.CharField(max_length=64)
    result_digest = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    #: the count that a confirmed correction came to
    tally = models.OneToOneField(Tally, models.PROTECT, null=True, blank=True, related_name="correction")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "round",
                condition=models.Q(status=CorrectionStatus.PROPOSED),
                name="one_proposed_correction_of_a_round",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=CorrectionStatus.values), name="correction_status_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="correction_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(status=CorrectionStatus.PROPOSED, settled_by=None, settled_at=None, tally=None)
                | models.Q(
                    status=CorrectionStatus.WITHDRAWN, settled_by__isnull=False, settled_at__isnull=False, tally=None
                )
                | models.Q(
                    status=CorrectionStatus.CONFIRMED,
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                    tally__isnull=False,
                )
                & ~models.Q(settled_by=models.F("proposed_by"))
                & ~models.Q(tally=models.F("supersedes")),
                name="correction_holds_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        """Name the count it is about."""
        return str(self.supersedes)
