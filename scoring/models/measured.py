"""What stands beside the ranking of a tally, worked out once when it is taken."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock

from .tally import Tally


class Measured(models.Model):
    """The measures of one tally: no part of what is sealed, and never changed; drawn again from the seed."""

    tally = models.OneToOneField(Tally, models.PROTECT, related_name="measured")
    #: plain values, as `scoring.measuring` writes them; figures as strings
    content = models.JSONField()
    #: the hash of the sealed result dossier, in hexadecimal digits
    seed = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("tally",)
        verbose_name = _("measures of a tally")
        verbose_name_plural = _("measures of tallies")
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(seed=""), name="measures_have_a_seed")]

    def __str__(self) -> str:
        """Name the tally."""
        return str(self.tally)
