"""Letters of support: who was asked for one, where it is, and what it says."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import OPENS, Nudge, ScanStatus, Standing, SupportStatus

from .nomination import Nomination


def name_of_our_own(letter: "LetterOfSupport", _client_name: str) -> str:
    """Name a stored file by us, anew each time: the name it came with never reaches a path."""
    return f"letters/{letter.public_id.hex[:2]}/{uuid.uuid4().hex}"


class LetterOfSupport(models.Model):
    """A letter by a referee, asked for by name and address, written or sent as a PDF from a link without account."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="letters_of_support")
    name = models.CharField(_("referee's name"), max_length=150)
    email = models.EmailField(_("referee's e-mail address"))
    relation = models.CharField(_("how they know the nominee"), max_length=200, blank=True)
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    #: what the nominator says of them
    unrelated = models.BooleanField(_("outside the nominee's institution"), default=False)
    #: what they say themselves
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.UNASKED)
    connection = models.CharField(_("how they are connected"), max_length=300, blank=True)
    language = models.CharField(max_length=10, default="en")
    status = models.CharField(max_length=10, choices=SupportStatus.choices, default=SupportStatus.REQUESTED)
    text = models.TextField(blank=True)
    file = models.FileField(upload_to=name_of_our_own, max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=12, choices=ScanStatus.choices, default=ScanStatus.UNSCANNED)
    link_version = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(default=clock.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    nudge = models.CharField(max_length=4, choices=Nudge.choices, default=Nudge.NONE)
    received_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("letter of support")
        verbose_name_plural = _("letters of support")
        indexes: ClassVar = [models.Index(fields=["status", "due_at"], name="letters_still_missing")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "email"], name="one_letter_of_a_referee"),
            models.CheckConstraint(condition=models.Q(status__in=SupportStatus.values), name="support_is_known"),
            models.CheckConstraint(condition=models.Q(standing__in=Standing.values), name="standing_is_known"),
            models.CheckConstraint(condition=models.Q(nudge__in=Nudge.values), name="nudge_is_known"),
            models.CheckConstraint(condition=models.Q(scan__in=ScanStatus.values), name="scan_of_letter_is_known"),
            models.CheckConstraint(
                condition=~models.Q(status=SupportStatus.RECEIVED)
                | models.Q(received_at__isnull=False) & (~models.Q(text="") | ~models.Q(file="")),
                name="received_letter_is_there_and_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        """Name the referee."""
        return self.name

    @property
    def opens(self) -> bool:
        """Say whether there is a file that may be handed out, to those who may have it."""
        return bool(self.file) and self.scan in OPENS

    @property
    def is_gone(self) -> bool:
        """Say whether a file was deleted because of a virus, and nothing came in its place."""
        return self.scan == ScanStatus.INFECTED

    @property
    def written_to_at(self) -> dt.datetime:
        """Say when the referee was last written to."""
        return self.reminded_at or self.asked_at

    @property
    def until(self) -> dt.datetime:
        """Say until when it may be written and changed: as long as the call takes letters, due or not."""
        return max(self.due_at, self.nomination.call.letters_until)

    def as_token(self) -> dict[str, Any]:
        """Give what the referee's link carries."""
        return {"support": self.pk, "version": self.link_version}
