"""Rounds, the dossiers that take part in them, and who is to read what."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from awards_site.texts import LocalizedTextField
from jury.states import AssignmentStatus, RoundKind, SeatStatus
from nominations.models import Call, Dossier
from nominations.states import ActKind

from .conflict import Conflict
from .panel import Seat

#: The acts that open, close and set aside each kind of round.
OPENED: dict[str, ActKind] = {RoundKind.ASSESSMENT: ActKind.ASSESSMENT_OPENED, RoundKind.FINAL: ActKind.FINAL_OPENED}
CLOSED: dict[str, ActKind] = {RoundKind.ASSESSMENT: ActKind.ASSESSMENT_CLOSED, RoundKind.FINAL: ActKind.FINAL_CLOSED}
SET_ASIDE: dict[str, ActKind] = {
    RoundKind.ASSESSMENT: ActKind.ASSESSMENT_SET_ASIDE,
    RoundKind.FINAL: ActKind.FINAL_SET_ASIDE,
}


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds as people look for them."""

    def standing(self) -> "RoundQuerySet":
        """Leave out those that were set aside: they are history, and nothing of them counts."""
        return self.filter(set_aside_at=None)


class Round(models.Model):
    """One round of reading and scoring. Its opening and closing are acts of the call.

    A round whose rules have to change is set aside, with a reason, by two people; another one takes its place.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=12, choices=RoundKind.choices)
    name = LocalizedTextField()
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("ballots close"))
    ballots_wanted = models.PositiveSmallIntegerField(_("ballots for each dossier"), default=3)
    whole_panel = models.BooleanField(_("the whole panel reads every dossier"), default=False)
    load_at_most = models.PositiveSmallIntegerField(_("most dossiers for a juror"), default=60)
    #: how many rounds of its kind the call has had, with this one
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    #: why it is to be set aside and who proposed it; it stands until a second person confirms that
    aside_reason = models.TextField(blank=True, editable=False)
    aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("call", "opens_at")
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "kind"],
                condition=models.Q(set_aside_at=None),
                name="one_round_of_a_kind_in_a_call",
            ),
            models.UniqueConstraint(fields=["call", "kind", "number"], name="one_round_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(set_aside_at=None) | ~models.Q(aside_reason="") & models.Q(aside_by__isnull=False),
                name="set_aside_with_a_reason",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=RoundKind.values), name="round_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="round_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        """Name the round in the reader's language."""
        return str(self.name) or self.get_kind_display()

    @property
    def slugs(self) -> dict[str, str]:
        """Give what the addresses of this round need."""
        return {**self.call.slugs, "round": self.kind}

    @property
    def is_opened(self) -> bool:
        """Say whether the act of opening is on record."""
        return OPENED[self.kind] in self.call.recorded

    @property
    def is_closed(self) -> bool:
        """Say whether the act of closing is on record."""
        return CLOSED[self.kind] in self.call.recorded


class Entry(models.Model):
    """A dossier that takes part in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="entries")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "dossier"], name="one_entry_of_a_dossier_in_a_round")
        ]

    def __str__(self) -> str:
        """Name the dossier."""
        return str(self.dossier)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments as people look for them."""

    def of(self, person: Any) -> "AssignmentQuerySet":
        """Keep a juror's own, confirmed and not recused: the truth of every juror's list."""
        if not person.is_authenticated:
            return self.none()
        mine = self.filter(seat__user=person, seat__status=SeatStatus.ACCEPTED, status=AssignmentStatus.CONFIRMED)
        mine = mine.filter(round__set_aside_at=None)
        return mine.exclude(dossier__in=Conflict.objects.of(person).shutting().values("dossier"))

    def standing(self) -> "AssignmentQuerySet":
        """Keep those nobody stepped out of, proposed ones too."""
        return self.exclude(status=AssignmentStatus.RECUSED)


class Assignment(models.Model):
    """One juror is to read one dossier in one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="assignments")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="assignments")
    status = models.CharField(max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "seat", "dossier"], name="one_assignment_in_a_round"),
            models.CheckConstraint(
                condition=models.Q(status__in=AssignmentStatus.values), name="assignment_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Name juror and dossier."""
        return f"{self.seat}: {self.dossier}"
