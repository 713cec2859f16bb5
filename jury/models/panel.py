"""Who sits: a call's panel, its seats, and the statement of confidentiality they accept."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from awards_site import clock
from awards_site.texts import LocalizedTextField
from jury.states import SeatRole, SeatStatus
from nominations.models import Call


class Panel(models.Model):
    """The jurors of a call, appointed by the Secretary General."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="panel")
    confidentiality = LocalizedTextField()
    confidentiality_version = models.PositiveSmallIntegerField(default=1)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    appointed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")

    def __str__(self) -> str:
        """Name the call."""
        return str(self.call)


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats as people look for them."""

    def of(self, person: Any) -> "SeatQuerySet":
        """Keep a person's own."""
        return self.filter(user=person) if person.is_authenticated else self.none()

    def sitting(self) -> "SeatQuerySet":
        """Keep those who accepted."""
        return self.filter(status=SeatStatus.ACCEPTED)


class Seat(models.Model):
    """One person's place on a panel."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=SeatRole.choices, default=SeatRole.JUROR)
    status = models.CharField(max_length=10, choices=SeatStatus.choices, default=SeatStatus.INVITED)
    country = CountryField(_("country"), blank=True)
    institution = models.CharField(_("institution"), max_length=250, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    languages = models.JSONField(default=list, blank=True)
    invited_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    confidentiality_version = models.PositiveSmallIntegerField(null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "user"], name="one_seat_of_a_person_on_a_panel"),
            models.UniqueConstraint(
                fields=["panel"],
                condition=models.Q(role=SeatRole.CHAIR)
                & ~models.Q(status__in=[SeatStatus.DECLINED, SeatStatus.ENDED]),
                name="one_chair_of_a_panel",
            ),
            models.CheckConstraint(condition=models.Q(status__in=SeatStatus.values), name="seat_status_is_known"),
            models.CheckConstraint(condition=models.Q(role__in=SeatRole.values), name="seat_role_is_known"),
            models.CheckConstraint(
                condition=~models.Q(status=SeatStatus.ACCEPTED)
                | models.Q(confidentiality_version__isnull=False, answered_at__isnull=False)
                & ~models.Q(signed_name=""),
                name="who_sits_accepted_confidentiality",
            ),
        ]

    def __str__(self) -> str:
        """Name the person."""
        return str(self.user)

    @property
    def is_chair(self) -> bool:
        """Say whether this is the chair's seat."""
        return self.role == SeatRole.CHAIR
