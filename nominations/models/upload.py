"""Files that are still arriving, piece by piece, from a line that may break."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock

from .evidence import Evidence
from .form import Question
from .nomination import Nomination


class Upload(models.Model):
    """How much of a file has arrived; its bytes lie in a part-file until all are there, and it is evidence then."""

    #: the token that each piece names: who ends an upload and begins it again gets another
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="uploads")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    #: what its first and last bytes come to: by name, size and this it is known again
    mark = models.CharField(max_length=32)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    #: what it became once it was whole: kept a while, should the answer have been lost on the way
    became = models.ForeignKey(Evidence, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nomination", "question", "by", "title", "size", "mark"], name="one_upload_of_a_file"
            ),
            models.CheckConstraint(condition=models.Q(received__lte=models.F("size")), name="no_more_than_was_told"),
        ]

    def __str__(self) -> str:
        """Give the title it comes with."""
        return self.title

    @property
    def is_whole(self) -> bool:
        """Say whether every byte has arrived."""
        return self.received == self.size
