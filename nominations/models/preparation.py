"""A decision that one officer prepared and another confirms, where the call asks for two."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import PreparationStatus, Verdict

from .form import Gate
from .nomination import Nomination
from .screening import Screening

WAITS = models.Q(status=PreparationStatus.WAITING)


class PreparationQuerySet(models.QuerySet["Preparation"]):
    """Prepared decisions as people look for them."""

    def waiting(self) -> "PreparationQuerySet":
        """Keep those that nobody answered yet."""
        return self.filter(WAITS)


class Preparation(models.Model):
    """A decision with rule, reason and date as it will be; it takes effect when a second officer confirms it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="preparations")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    rule = models.ForeignKey(Gate, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    correct_until = models.DateTimeField(null=True, blank=True)
    #: the file as it was read: what changed meanwhile is decided anew
    version = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    status = models.CharField(max_length=10, choices=PreparationStatus.choices, default=PreparationStatus.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    screening = models.OneToOneField(Screening, models.PROTECT, null=True, blank=True, related_name="preparation")

    objects = PreparationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("prepared decision")
        verbose_name_plural = _("prepared decisions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination"], condition=WAITS, name="one_prepared_decision_of_a_file"),
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="prepared_verdict_is_known"),
            models.CheckConstraint(
                condition=models.Q(status__in=PreparationStatus.values), name="preparation_status_is_known"
            ),
            models.CheckConstraint(
                condition=WAITS & models.Q(answered_by=None, answered_at=None)
                | ~WAITS & models.Q(answered_by__isnull=False, answered_at__isnull=False),
                name="answered_preparation_has_person_and_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[PreparationStatus.CONFIRMED, PreparationStatus.REFUSED])
                | ~models.Q(answered_by=models.F("by")),
                name="a_second_person_answers_a_preparation",
            ),
            models.CheckConstraint(
                condition=models.Q(status=PreparationStatus.CONFIRMED, screening__isnull=False)
                | ~models.Q(status=PreparationStatus.CONFIRMED) & models.Q(screening=None),
                name="confirmed_preparation_is_a_decision",
            ),
        ]

    def __str__(self) -> str:
        """Say what was prepared."""
        return self.get_verdict_display()
