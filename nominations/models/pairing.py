"""What an officer decided about two dossiers of one call that may be one person's."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import PairingStatus

from .nominee import Dossier


class Pairing(models.Model):
    """Two dossiers, merged or kept apart: by whom, when and why. Two that nobody decided on have no row."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pairings")
    other = models.ForeignKey(Dossier, models.PROTECT, related_name="pairings_as_other")
    status = models.CharField(max_length=8, choices=PairingStatus.choices)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Least("dossier", "other"), Greatest("dossier", "other"), name="one_decision_on_two_dossiers"
            ),
            models.CheckConstraint(condition=~models.Q(dossier=models.F("other")), name="pairing_is_of_two"),
            models.CheckConstraint(condition=models.Q(status__in=PairingStatus.values), name="pairing_is_known"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="pairing_has_a_reason"),
        ]

    def __str__(self) -> str:
        """Say what was decided."""
        return self.get_status_display()
