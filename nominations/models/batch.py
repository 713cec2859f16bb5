"""One decision on many files: what was decided on each, and on which it could not be."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import Verdict

from .nomination import Nomination
from .prize import Call


class Batch(models.Model):
    """A decision that somebody made on several files at once; the same post twice is one of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="batches")
    key = models.CharField(max_length=64, unique=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("decision on several files")
        verbose_name_plural = _("decisions on several files")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="batch_verdict_is_known")
        ]

    def __str__(self) -> str:
        """Say what was decided."""
        return self.get_verdict_display()


class BatchLine(models.Model):
    """One file of a batch, written in the transaction of its decision; `fault` says why there was none."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="+")
    fault = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "nomination"], name="one_line_of_a_file_in_a_batch")
        ]

    def __str__(self) -> str:
        """Name the file."""
        return str(self.nomination)
