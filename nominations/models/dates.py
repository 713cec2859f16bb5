"""A closing date that is to move: proposed by one person with a reason, confirmed by another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock

from .prize import Call


class DateChange(models.Model):
    """A later closing date of a call; it holds from its confirmation on."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="date_changes")
    closed_at = models.DateTimeField(_("closed so far"))
    closes_at = models.DateTimeField(_("closes"))
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("change of the closing date")
        verbose_name_plural = _("changes of the closing date")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("closed_at")), name="a_closing_date_moves_later_only"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_closing_date_moves_for_a_reason"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~models.Q(confirmed_by=models.F("proposed_by")),
                name="a_second_person_confirms_the_date",
            ),
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(confirmed_at=None), name="one_open_change_of_a_date"
            ),
        ]

    def __str__(self) -> str:
        """Say from when to when."""
        return f"{self.closed_at:%Y-%m-%d %H:%M} → {self.closes_at:%Y-%m-%d %H:%M}"
