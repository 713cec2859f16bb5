"""The moment, and what the world sees after it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from awards_site.texts import LocalizedTextField
from jury.states import OutcomeKind
from nominations.models import Call, Dossier
from nominations.names import for_reader
from scoring.states import AnnouncementStatus


class Announcement(models.Model):
    """When a call's result is published: proposed by the Secretary General, confirmed by a second person."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="announcement")
    status = models.CharField(max_length=10, choices=AnnouncementStatus.choices, default=AnnouncementStatus.PROPOSED)
    moment = models.DateTimeField(_("moment of the announcement"))
    version = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    hold_reason = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    #: when the last letter about the outcome lay in the outbox
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=AnnouncementStatus.values), name="announcement_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="a_second_person_confirms",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[AnnouncementStatus.CONFIRMED, AnnouncementStatus.PUBLISHED])
                | models.Q(confirmed_by__isnull=False),
                name="what_is_set_was_confirmed",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=AnnouncementStatus.PUBLISHED)
                | models.Q(published_at__isnull=False, published_at__gte=models.F("moment")),
                name="never_published_before_its_moment",
            ),
        ]

    def __str__(self) -> str:
        """Name the call."""
        return str(self.call)


class Laureate(models.Model):
    """A public result: no such row exists before its moment."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="laureates")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=16, choices=OutcomeKind.choices)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=200)
    name_latin = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=250, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = CountryField(blank=True)
    work = models.CharField(max_length=200, blank=True)
    citation = LocalizedTextField(blank=True)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("-call__cycle__year", "call__prize__position", "kind", "rank", "name")
        verbose_name = _("laureate")
        verbose_name_plural = _("laureates")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=OutcomeKind.values), name="laureate_kind_is_known"),
            models.UniqueConstraint(fields=["call", "dossier"], name="one_public_result_of_a_dossier"),
        ]

    def __str__(self) -> str:
        """Name the person."""
        return self.name

    @property
    def heading(self) -> str:
        """Name the person in letters that the reader reads."""
        return for_reader(self.name, self.name_latin, get_language())

    @property
    def other_name(self) -> str:
        """Give the name in its other letters, or nothing."""
        other = self.name_latin if self.heading == self.name else self.name
        return "" if other == self.heading else other
