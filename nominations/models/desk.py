"""What officers keep on their desk: views of the queue under a name of their own, and notes on files."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock

from .nomination import Nomination
from .prize import Call


class SavedFilter(models.Model):
    """A view of the queue that an officer keeps under a name: for one call, or for all."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    call = models.ForeignKey(Call, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    #: {field of the filter: value}, as they stand in the address
    wanted = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(name=""), name="saved_filter_has_a_name")]

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Note(models.Model):
    """What an officer wrote about a file for the secretariat. It is not edited; its author may strike it out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(text=""), name="note_has_a_text")]

    def __str__(self) -> str:
        """Give the beginning."""
        return self.text[:60]
