"""A count as anybody can take it again: the sealed result dossier, and the salts that hide who is who in it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from jury.models import Seat

from .tally import Tally


class Sealed(models.Model):
    """The result dossier of one tally, to the last byte as it was signed: never changed."""

    tally = models.OneToOneField(Tally, models.PROTECT, related_name="sealed")
    #: canonical JSON
    content = models.TextField()
    #: SHA-256 of the content
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("tally",)
        verbose_name = _("result dossier")
        verbose_name_plural = _("result dossiers")

    def __str__(self) -> str:
        """Name the tally."""
        return str(self.tally)


class Salt(models.Model):
    """What hides a juror's identity in result dossiers; deleting it erases the person from them for good."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="salt")
    value = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("salt")
        verbose_name_plural = _("salts")
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(value=""), name="salt_is_not_empty")]

    def __str__(self) -> str:
        """Say whose it is, and not what it is."""
        return str(self.seat)
