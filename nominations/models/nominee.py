"""Whom it is about: the nominee, the dossier that the jury reads, and the nominee's consent."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from awards_site import clock
from nominations.methods.bones import KEY_AT_MOST, keys_of
from nominations.states import CONSENTING, ConsentStatus, NominationStatus

from .prize import Call


class Nominee(models.Model):
    """A person put forward, remembered across cycles."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    name_latin = models.CharField(_("name in Latin letters"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    office = models.CharField(_("office or position"), max_length=250, blank=True)
    institution = models.CharField(_("institution"), max_length=250, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    #: the row that stands for the person, where an officer found that both are one; never one that points on itself
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="others", editable=False)

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(same_as=models.F("pk")), name="nominee_is_another_than_itself")
        ]

    def __str__(self) -> str:
        """Name the person."""
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys under which the person is found in step with name, city and address."""
        with transaction.atomic():
            known = set() if self._state.adding else set(self.keys.values_list("key", flat=True))
            super().save(*args, **kwargs)
            wanted = self.found_under
            if known - wanted:
                self.keys.filter(key__in=known - wanted).delete()
            NomineeKey.objects.bulk_create(NomineeKey(nominee=self, key=key) for key in sorted(wanted - known))

    @property
    def person(self) -> int:
        """Give the number of the row that stands for the person."""
        return self.same_as_id or self.pk

    @property
    def found_under(self) -> set[str]:
        """Give the keys of name, city and address, and the one that all rows of the person share."""
        return keys_of(self.name, self.name_latin, self.city, self.email) | {f"={self.person}"}


class NomineeKey(models.Model):
    """What a person shares with others who may be the same one; found by an index, then judged by likeness."""

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=KEY_AT_MOST, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nominee", "key"], name="one_key_of_a_kind_of_a_nominee")
        ]

    def __str__(self) -> str:
        """Give the key."""
        return self.key


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Dossiers as people look for them."""

    #: asked of the apps above, which know of ties: each gives the keys of the dossiers that are shut to a person
    shutting: ClassVar[list[Callable[[Any], "models.QuerySet[Any, Any]"]]] = []

    def shut_to(self, person: Any) -> "DossierQuerySet":
        """Keep those to which a person has a tie: it beats whatever a role would open."""
        shut = models.Q(pk__in=[])
        for keys in self.shutting:
            shut |= models.Q(pk__in=keys(person))
        return self.filter(shut)

    def standing(self) -> "DossierQuerySet":
        """Leave out those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def ready_for_the_jury(self) -> "DossierQuerySet":
        """Keep those with an eligible nomination, and consent or a reasoned waiver."""
        eligible = Dossier.objects.filter(nominations__status=NominationStatus.ELIGIBLE)
        return self.standing().filter(pk__in=eligible.values("pk"), consent__status__in=CONSENTING)


class Dossier(models.Model):
    """What the jury reads: one nominee in one call, all nominations of them merged."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="dossiers")
    nominee = models.ForeignKey(Nominee, models.PROTECT, related_name="dossiers")
    code = models.CharField(_("number"), max_length=12)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    #: the dossier that took this one in; the row stays, so that its number is not given again and its link answers
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "nominee"], name="one_dossier_of_a_nominee_in_a_call"),
            models.UniqueConstraint(fields=["call", "code"], name="one_dossier_of_a_code_in_a_call"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")), name="dossier_is_merged_into_another"
            ),
        ]

    def __str__(self) -> str:
        """Give number and name."""
        return f"{self.code} {self.nominee}"


class Consent(models.Model):
    """What the nominee said to being considered; silence is not consent."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="consent")
    status = models.CharField(max_length=10, choices=ConsentStatus.choices, default=ConsentStatus.ASKED)
    language = models.CharField(max_length=10, default="en")
    link_version = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    integrity_declared = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    #: what the nominee added in the second stage: {question key: value}
    answers = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(status__in=ConsentStatus.values), name="consent_is_known"),
            models.CheckConstraint(
                condition=~models.Q(status=ConsentStatus.WAIVED)
                | models.Q(waived_by__isnull=False) & ~models.Q(reason=""),
                name="waiver_has_person_and_reason",
            ),
        ]

    def __str__(self) -> str:
        """Say what was said."""
        return self.get_status_display()

    @property
    def lets_the_jury_read(self) -> bool:
        """Say whether the dossier may go to jurors."""
        return self.status in CONSENTING

    def as_token(self) -> dict[str, Any]:
        """Give what the nominee's link carries."""
        return {"consent": self.pk, "version": self.link_version}
