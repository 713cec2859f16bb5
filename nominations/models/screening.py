"""What the secretariat found and decided. Decisions are never changed: a revision is a new one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import GateState, Verdict

from .form import Gate
from .nomination import Nomination


class GateFinding(models.Model):
    """What an officer found at one gate of one file."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="findings")
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=GateState.choices)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "gate"], name="one_finding_at_a_gate"),
            models.CheckConstraint(condition=models.Q(state__in=GateState.values), name="gate_state_is_known"),
        ]

    def __str__(self) -> str:
        """Say what was found."""
        return f"{self.gate.number}: {self.get_state_display()}"


class Screening(models.Model):
    """A decision on a file: the verdict, and for every exclusion a rule, a reason and a name."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="screenings")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    rule = models.ForeignKey(Gate, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    correct_until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="verdict_is_known"),
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.INELIGIBLE) | models.Q(rule__isnull=False) & ~models.Q(reason=""),
                name="exclusion_has_rule_and_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.RETURNED)
                | models.Q(correct_until__isnull=False) & ~models.Q(reason=""),
                name="return_has_reason_and_date",
            ),
        ]

    def __str__(self) -> str:
        """Say what was decided."""
        return self.get_verdict_display()
