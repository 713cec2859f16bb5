"""What is awarded, and one run of it."""

import datetime as dt
import zoneinfo
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from awards_site.texts import LocalizedTextField
from nominations.states import REPEATED, TAKES_AWAY, ActKind, Phase, phase_of

LETTERS_AFTER_THE_CLOSE = dt.timedelta(days=14)


class Prize(models.Model):
    """What is awarded."""

    slug = models.SlugField(unique=True)
    name = LocalizedTextField()
    purpose = LocalizedTextField()
    description = LocalizedTextField(blank=True)
    founding_article = LocalizedTextField(blank=True)
    emblem = models.SlugField(default="mark")
    period_years = models.PositiveSmallIntegerField(default=2)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "slug")
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")

    def __str__(self) -> str:
        """Name the prize in the reader's language."""
        return str(self.name)


class Cycle(models.Model):
    """One run of the prizes, tied to a General Assembly."""

    slug = models.SlugField(unique=True)
    name = LocalizedTextField()
    assembly = LocalizedTextField(blank=True)
    time_zone = models.CharField(max_length=64, default="Asia/Tehran")
    year = models.PositiveSmallIntegerField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ("-year",)
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")

    def __str__(self) -> str:
        """Name the cycle in the reader's language."""
        return str(self.name)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Give the zone in which the cycle's deadlines are said."""
        return zoneinfo.ZoneInfo(self.time_zone or settings.FORUM_TIME_ZONE)


class CallQuerySet(models.QuerySet["Call"]):
    """Calls as people look for them."""

    def published(self) -> "CallQuerySet":
        """Keep the calls that the public may read."""
        return self.filter(acts__kind=ActKind.PUBLISHED).distinct()

    def public(self) -> "CallQuerySet":
        """Keep the calls that are published and have opened: before that a call does not exist for the public."""
        return self.published().filter(opens_at__lte=clock.now())

    def whole(self) -> "CallQuerySet":
        """Fetch prize, cycle and acts along, for the phase and the addresses."""
        return self.select_related("prize", "cycle").prefetch_related("acts")


class Call(models.Model):
    """One prize in one cycle: its dates, rules, form, rubric and panel."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="calls")
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="calls")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    screening_until = models.DateField(_("screening ends"), null=True, blank=True)
    shortlist_by = models.DateField(_("shortlist by"), null=True, blank=True)
    ratified_by = models.DateField(_("ratified by"), null=True, blank=True)
    announced_in = LocalizedTextField(_("announced"), blank=True)
    who_may_be_nominated = LocalizedTextField(blank=True)
    ranking_policy = LocalizedTextField(blank=True)
    self_nomination = models.BooleanField(_("self-nomination allowed"), default=False)
    letters_wanted = models.PositiveSmallIntegerField(_("letters of support wanted"), default=0)
    letters_at_most = models.PositiveSmallIntegerField(_("letters of support at most"), default=3)
    #: without so many letters by people from elsewhere no file is eligible
    unrelated_letters_wanted = models.PositiveSmallIntegerField(
        _("letters wanted from outside the nominee’s institution"), default=0
    )
    finalists_ranked = models.BooleanField(default=False)
    #: whether a decision of screening takes effect only when another officer confirms it
    decisions_confirmed = models.BooleanField(_("a second officer confirms each decision"), default=False)
    code_letter = models.CharField(_("letter of its file numbers"), max_length=2)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("-cycle__year", "prize__position")
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "prize"], name="one_call_of_a_prize_in_a_cycle"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="call_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        """Name prize and cycle."""
        return str(_(", ")).join((str(self.prize), str(self.cycle)))

    @cached_property
    def recorded(self) -> frozenset[str]:
        """Name the acts that stand: a referral takes the recommendation before it away, and so on."""
        acts = sorted(self.acts.all(), key=lambda act: act.pk)
        standing: set[str] = set()
        for act in acts:
            standing.add(act.kind)
            standing -= TAKES_AWAY.get(act.kind, frozenset())
        return frozenset(standing)

    def phase_at(self, now: dt.datetime) -> Phase:
        """Say where the call stands at an instant."""
        return phase_of(self.recorded, self.opens_at, self.closes_at, now)

    @property
    def phase(self) -> Phase:
        """Say where the call stands by the server's clock."""
        return self.phase_at(clock.now())

    @property
    def told_phase(self) -> Phase:
        """Say where the call stands as the public is told: the board's decision comes out at the moment alone."""
        return Phase.RATIFICATION if self.phase == Phase.EMBARGO else self.phase

    @property
    def letters_until(self) -> dt.datetime:
        """Say until when letters of support are taken: two weeks after the close, or until screening ends."""
        last = self.closes_at + LETTERS_AFTER_THE_CLOSE
        if self.screening_until is None:
            return last
        end = dt.datetime.combine(self.screening_until, dt.time(23, 59), self.cycle.zone)
        return min(last, max(end, self.closes_at))

    @property
    def slugs(self) -> dict[str, str]:
        """Give what the addresses of this call need."""
        return {"cycle": self.cycle.slug, "prize": self.prize.slug}


class ActQuerySet(models.QuerySet["Act"]):
    """Acts as people look for them."""

    def standing(self) -> "ActQuerySet":
        """Leave out what a later act took away."""
        gone = models.Q()
        for taker, taken in TAKES_AWAY.items():
            later = Act.objects.filter(call=models.OuterRef("call"), kind=taker, pk__gt=models.OuterRef("pk"))
            gone |= models.Q(models.Exists(later), kind__in=taken)
        return self.filter(~gone)


class Act(models.Model):
    """Something done that moves a call on: who, what, when, and why."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=20, choices=ActKind.choices)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "kind"],
                condition=~models.Q(kind__in=sorted(REPEATED)),
                name="an_act_happens_once",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=ActKind.values), name="act_kind_is_known"),
        ]

    def __str__(self) -> str:
        """Say what was done."""
        return f"{self.call}: {self.get_kind_display()}"
