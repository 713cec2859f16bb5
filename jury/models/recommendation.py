"""What the panel recommends after deliberation."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from awards_site.texts import LocalizedTextField
from jury.states import OutcomeKind, RecommendationStatus
from nominations.models import Call, Dossier


class Recommendation(models.Model):
    """The panel's recommendation for a call; after a referral a new one is made, the old one stays."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=13, choices=RecommendationStatus.choices, default=RecommendationStatus.DRAFT)
    minutes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("call", "number")
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="one_recommendation_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(status__in=RecommendationStatus.values), name="recommendation_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Name call and number."""
        return f"{self.call}, {self.number}"


class Outcome(models.Model):
    """One nominee's part in a recommendation. No award is a recommendation without laureate."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="outcomes")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=16, choices=OutcomeKind.choices)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    citation = LocalizedTextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "dossier"], name="one_outcome_of_a_dossier"),
            models.CheckConstraint(condition=models.Q(kind__in=OutcomeKind.values), name="outcome_kind_is_known"),
        ]

    def __str__(self) -> str:
        """Say what for whom."""
        return f"{self.get_kind_display()}: {self.dossier}"
