"""One nominator's file: its answers, its files, every version submitted, and the letters of support."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards_site import clock
from awards_site.rules import has_role
from awards_site.states import Role
from nominations.states import (
    AFTER_ACTS,
    BEFORE_DELIBERATION,
    ActKind,
    NominationStatus,
)

from .form import Form
from .grants import VIEW, NominationGrant
from .nominee import Dossier
from .prize import Act, Call

AFTER_THE_ROUNDS = tuple(kind for kind, phase in AFTER_ACTS if phase not in BEFORE_DELIBERATION)
MOVES_ON = tuple(kind for kind, _phase in AFTER_ACTS)


def has_act(*kinds: str) -> models.Q:
    """Ask the database whether a nomination's call has one of these acts on record."""
    return models.Q(models.Exists(Act.objects.standing().filter(call=models.OuterRef("call"), kind__in=kinds)))


def started(now: dt.datetime) -> models.Q:
    """Ask the database whether a nomination's call was published and has opened."""
    return models.Q(call__opens_at__lte=now) & has_act(ActKind.PUBLISHED)


class InOneText(models.Aggregate):
    """All values of a column in one text, so that what hangs on a row comes along with it."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Call it as SQLite does."""
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Nominations as people look for them."""

    def of(self, person: Any) -> "NominationQuerySet":
        """Keep a nominator's own."""
        return self.filter(nominator=person) if person.is_authenticated else self.none()

    def visible_to(self, person: Any) -> "NominationQuerySet":
        """Keep what a person may read: the own and the shared, for the secretariat and the auditor what was sent.

        The same answer as the rule `may_read_nomination`, asked of the database.
        """
        if not person.is_authenticated:
            return self.none()
        alive = started(clock.now()) & ~has_act(*AFTER_THE_ROUNDS)
        there = ~models.Q(status=NominationStatus.DRAFT) | alive
        return self.filter(self._with_a_part(person) & there | self._by_role(person))

    def written_by(self, person: Any) -> "NominationQuerySet":
        """Keep a person's own files and those that colleagues share with this person."""
        return self.filter(self._with_a_part(person)) if person.is_authenticated else self.none()

    def _with_a_part(self, person: Any) -> models.Q:
        """Say which files a person has a part in: the own, and those of the grants."""
        shared = NominationGrant.objects.filter(user=person, permission__codename=VIEW)
        return models.Q(nominator=person) | models.Q(pk__in=shared.values("content_object"))

    def _by_role(self, person: Any) -> models.Q:
        """Say what of others' files a role opens."""
        sent = ~models.Q(status=NominationStatus.DRAFT) & ~models.Q(dossier__in=Dossier.objects.shut_to(person))
        if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
            return sent
        if has_role(person, Role.AUDITOR):
            now = clock.now()
            return sent & started(now) & (models.Q(call__closes_at__lte=now) | has_act(*MOVES_ON))
        return models.Q(pk__in=[])

    def submitted(self) -> "NominationQuerySet":
        """Keep what was sent: drafts belong to their authors alone."""
        return self.exclude(status=NominationStatus.DRAFT)

    def at_once(self) -> "NominationQuerySet":
        """Fetch a file with its call, the call's phase and its form in one statement; see `Nomination.knows_phase`."""
        acts = Act.objects.standing().filter(call=models.OuterRef("call")).order_by().values("call")
        kinds = acts.annotate(kinds=InOneText("kind")).values("kinds")
        return self.select_related("call__cycle", "call__prize", "form").annotate(act_kinds=models.Subquery(kinds))

    def whole(self) -> "NominationQuerySet":
        """Fetch along what a page about one file says."""
        return self.select_related(
            "call__cycle", "call__prize", "form", "nominator", "dossier__nominee", "dossier__consent"
        ).prefetch_related("call__acts")


class Nomination(models.Model):
    """One nominator's file for one nominee in one call."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="nominations")
    form = models.ForeignKey(Form, models.PROTECT, related_name="nominations")
    nominator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="nominations")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="nominations")
    status = models.CharField(max_length=12, choices=NominationStatus.choices, default=NominationStatus.DRAFT)
    reference = models.CharField(_("reference"), max_length=20, null=True, blank=True, unique=True)
    #: {question key: value}: the valid answers as they stand
    answers = models.JSONField(default=dict, blank=True)
    #: {step key: {field: [text, ...]}}: what was typed, valid or not
    typed = models.JSONField(default=dict, blank=True)
    #: {person: {step key: when}}: who wrote on which step, and when last
    hands = models.JSONField(default=dict, blank=True, editable=False)
    gates_answered = models.JSONField(default=dict, blank=True)
    step = models.SlugField(blank=True)
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    correct_until = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        permissions: ClassVar = [("submit_nomination", "Can submit nomination")]
        indexes: ClassVar = [models.Index(fields=["call", "status", "submitted_at"], name="screening_queue")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=NominationStatus.values), name="nomination_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status=NominationStatus.DRAFT)
                | models.Q(submitted_at__isnull=False, reference__isnull=False, dossier__isnull=False),
                name="what_is_sent_has_reference_and_time",
            ),
        ]

    def knows_phase(self) -> "Nomination":
        """Tell the call which acts stand, where they came along with this row."""
        kinds = frozenset(str(getattr(self, "act_kinds", None) or "").split(",")) - {""}
        self.call.__dict__["recorded"] = kinds
        return self

    def granted_to(self, person: Any) -> frozenset[str]:
        """Name what grants let a person do with this file: read once, then kept; see `forget_grants`."""
        known = self.__dict__.setdefault("grants_read", {})
        if person.pk not in known:
            codes = self.grants.filter(user=person).values_list("permission__codename", flat=True)
            known[person.pk] = frozenset(codes)
        found: frozenset[str] = known[person.pk]
        return found

    def forget_grants(self) -> None:
        """Read the grants anew when they are next asked for: a stage does so before it writes."""
        self.__dict__.pop("grants_read", None)

    def __str__(self) -> str:
        """Give reference or say that it is a draft."""
        return self.reference or str(_("draft"))


class Submission(models.Model):
    """A file as it was sent: never changed; a correction is a new one."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64, unique=True)
    answers = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "number"], name="one_submission_of_a_number")
        ]

    def __str__(self) -> str:
        """Give the file and the number."""
        return f"{self.nomination} ({self.number})"


class Fingerprint(models.Model):
    """What is kept of a sending beside its words, so that officers see files that look alike (see `lookalikes`)."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="fingerprint")
    #: see `methods.shingles`; empty where the long answers are too short to say anything
    signature = models.JSONField(default=list)
    #: a keyed digest: which sendings came from one network can be seen, and never from which
    network = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        """Give the sending it is of."""
        return str(self.submission)
