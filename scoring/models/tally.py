"""What a round came to: the tally and its standings, exact."""

from fractions import Fraction
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from jury.models import Round
from nominations.models import Dossier


class Tally(models.Model):
    """One counting of a closed round: what went in, what came out, and the hash of each."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="tallies")
    number = models.PositiveSmallIntegerField(default=1)
    method = models.CharField(max_length=20)
    rules_digest = models.CharField(max_length=64)
    ballots_digest = models.CharField(max_length=64)
    result = models.JSONField()
    result_digest = models.CharField(max_length=64)
    #: a recorded decision on a tie: dossier codes in order
    decision = models.JSONField(default=list, blank=True)
    decision_reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("round", "number")
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "number"], name="one_tally_of_a_number")]

    def __str__(self) -> str:
        """Name round and number."""
        return f"{self.round}, {self.number}"


class Standing(models.Model):
    """One dossier's place in a tally; without a rank where the quorum was not met."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="standings")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="standings")
    rank = models.PositiveIntegerField(null=True, blank=True)
    #: calibrated or plain, as the method has it, and the raw mean beside it: exact, "p/q"
    score = models.TextField(blank=True)
    raw = models.TextField(blank=True)
    ballots = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("rank", "dossier__code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tally", "dossier"], name="one_standing_of_a_dossier"),
            models.CheckConstraint(
                condition=models.Q(rank=None, score="")
                | models.Q(rank__isnull=False, rank__gt=0) & ~models.Q(score=""),
                name="rank_and_score_go_together",
            ),
        ]

    def __str__(self) -> str:
        """Give rank and dossier."""
        return f"{self.rank or '–'} {self.dossier}"

    @property
    def exact(self) -> Fraction | None:
        """Give the score as a fraction."""
        return Fraction(self.score) if self.score else None
