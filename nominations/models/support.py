"""Letters of support: who was asked for one, where it is, and what it says."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import SupportStatus

from .nomination import Nomination


class LetterOfSupport(models.Model):
    """A letter by a referee, asked for by name and address, written from a link without account."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="letters_of_support")
    name = models.CharField(_("referee's name"), max_length=150)
    email = models.EmailField(_("referee's e-mail address"))
    relation = models.CharField(_("how they know the nominee"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    unrelated = models.BooleanField(_("outside the nominee's institution"), default=False)
    language = models.CharField(max_length=10, default="en")
    status = models.CharField(max_length=10, choices=SupportStatus.choices, default=SupportStatus.REQUESTED)
    text = models.TextField(blank=True)
    link_version = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(default=clock.now)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("letter of support")
        verbose_name_plural = _("letters of support")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "email"], name="one_letter_of_a_referee"),
            models.CheckConstraint(condition=models.Q(status__in=SupportStatus.values), name="support_is_known"),
            models.CheckConstraint(
                condition=~models.Q(status=SupportStatus.RECEIVED)
                | models.Q(received_at__isnull=False) & ~models.Q(text=""),
                name="received_letter_has_text_and_time",
            ),
        ]

    def __str__(self) -> str:
        """Name the referee."""
        return self.name

    def as_token(self) -> dict[str, Any]:
        """Give what the referee's link carries."""
        return {"support": self.pk, "version": self.link_version}
