"""Ties between a juror and a nominee, asked before the file opens."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from jury.states import ConflictSource, Ground, Tie
from nominations.models import Dossier
from nominations.models.nominee import DossierQuerySet

from .panel import Seat


class ConflictQuerySet(models.QuerySet["Conflict"]):
    """Answers and findings as people look for them."""

    def shutting(self) -> "ConflictQuerySet":
        """Keep those that shut a file: every tie, not the answer that there is none."""
        return self.exclude(tie=Tie.NONE)

    def of(self, person: Any) -> "ConflictQuerySet":
        """Keep what is known of a person, on whatever seat."""
        return self.filter(seat__user=person) if person.is_authenticated else self.none()


class Conflict(models.Model):
    """What is known about one juror and one dossier: "none" is an answer too, not asked is no row.

    A tie stands until the Secretary General and a second person lift it; what it was before stays in the audit.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="conflicts")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="conflicts")
    tie = models.CharField(max_length=12, choices=Tie.choices)
    source = models.CharField(max_length=10, choices=ConflictSource.choices, default=ConflictSource.DECLARED)
    ground = models.CharField(max_length=12, choices=Ground.choices, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "dossier"], name="one_answer_of_a_juror_on_a_dossier"),
            models.CheckConstraint(condition=models.Q(tie__in=Tie.values), name="tie_is_known"),
            models.CheckConstraint(
                condition=models.Q(source__in=ConflictSource.values), name="conflict_source_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ground="")
                | models.Q(ground__in=Ground.values) & models.Q(source=ConflictSource.DETECTED),
                name="only_the_data_has_a_ground",
            ),
            models.CheckConstraint(
                condition=~models.Q(tie=Tie.OTHER) | ~models.Q(comment=""), name="another_tie_is_explained"
            ),
            models.CheckConstraint(
                condition=models.Q(source=ConflictSource.DECLARED) | ~models.Q(tie=Tie.NONE),
                name="only_the_juror_says_none",
            ),
        ]

    def __str__(self) -> str:
        """Say what was answered."""
        return self.get_tie_display()

    @property
    def shuts_the_file(self) -> bool:
        """Say whether the juror stands aside."""
        return self.tie != Tie.NONE


def shut_by_ties(person: Any) -> "models.QuerySet[Any, Any]":
    """Give the keys of the dossiers to which a person has a tie."""
    return Conflict.objects.of(person).shutting().values("dossier")


DossierQuerySet.shutting.append(shut_by_ties)
