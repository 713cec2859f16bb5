"""Files of a nomination, stored outside the web root under names of our own."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import OPENS, ScanStatus

from .form import Question
from .nomination import Nomination


def name_of_our_own(evidence: "Evidence", _client_name: str) -> str:
    """Name a stored file by us: the name it came with never reaches a path."""
    return f"{evidence.public_id.hex[:2]}/{evidence.public_id.hex}"


class Evidence(models.Model):
    """A file of a nomination, stored outside the web root under a name of our own."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="evidence")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    file = models.FileField(upload_to=name_of_our_own, max_length=200)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    scan = models.CharField(max_length=12, choices=ScanStatus.choices, default=ScanStatus.UNSCANNED)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "question", "sha256"], name="one_copy_of_a_file"),
            models.CheckConstraint(condition=models.Q(scan__in=ScanStatus.values), name="scan_status_is_known"),
        ]

    def __str__(self) -> str:
        """Give the title it came with."""
        return self.title

    @property
    def opens(self) -> bool:
        """Say whether it may be handed out, to those who may have it."""
        return self.scan in OPENS

    @property
    def is_gone(self) -> bool:
        """Say whether its bytes were deleted, so that it answers nothing any more."""
        return self.scan == ScanStatus.INFECTED

    @property
    def is_picture(self) -> bool:
        """Say whether it is seen at once, without turning pages."""
        return self.kind.startswith("image/")
