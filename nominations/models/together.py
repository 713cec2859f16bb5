"""Who works on a file beside its nominator, and to whom a nominator offers it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from nominations.states import HandoverStatus, Reach

from .nomination import InOneText, Nomination


class Collaboration(models.Model):
    """A colleague's part in one file. The row stays when the part ends: who had one is tied to the file."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="collaborations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="collaborations")
    reach = models.CharField(_("what they may do"), max_length=10, choices=Reach.choices)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    #: nobody has a part in a file, nor a tie to it, by being written to alone
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("invited_at", "pk")
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "person"], name="one_part_of_a_colleague"),
            models.CheckConstraint(condition=models.Q(reach__in=Reach.values), name="reach_is_known"),
        ]

    def __str__(self) -> str:
        """Name the colleague."""
        return str(self.person)


def addresses_of_colleagues() -> models.Subquery:
    """Give, in one text beside a nomination's row, the addresses of those who have a part in it now."""
    parts = Collaboration.objects.filter(nomination=models.OuterRef("pk"), joined_at__isnull=False, ended_at=None)
    now = parts.order_by().values("nomination")
    return models.Subquery(now.annotate(addresses=InOneText("person__email")).values("addresses"))


class Handover(models.Model):
    """A whole file offered by its nominator to somebody else, and the answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="handovers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers_made")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers_offered")
    status = models.CharField(max_length=10, choices=HandoverStatus.choices, default=HandoverStatus.OFFERED)
    offered_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nomination"], condition=models.Q(status=HandoverStatus.OFFERED), name="one_offer_of_a_file"
            ),
            models.CheckConstraint(condition=models.Q(status__in=HandoverStatus.values), name="handover_is_known"),
            models.CheckConstraint(condition=~models.Q(by=models.F("to")), name="nobody_hands_over_to_themselves"),
            models.CheckConstraint(
                condition=models.Q(status=HandoverStatus.OFFERED, answered_at=None)
                | ~models.Q(status=HandoverStatus.OFFERED) & models.Q(answered_at__isnull=False),
                name="answered_handover_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        """Say which file goes to whom."""
        return f"{self.nomination} → {self.to}"
