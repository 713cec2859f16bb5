"""One decision on many files, where rule and reason are the same. Each file is decided in a transaction of its own.

What can't be decided on one file does not stop the others; it is kept with the reason and told at the end. The same
post twice decides once: a file has one line in a batch, written in the transaction of its decision.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext as _

from awards_site import audit
from awards_site.rules import NOT_YOURS, Refusal, Refused
from nominations import letters, permissions, screening
from nominations.models import Batch, BatchLine, Call, Gate, Nomination, Preparation, Screening
from nominations.states import NominationStatus, Verdict

FILES_AT_MOST = 100
#: What is decided already is revised on its own page, each file for itself.
STILL_OPEN = frozenset({NominationStatus.SUBMITTED, NominationStatus.RETURNED})


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on every file alike."""

    verdict: str
    reason: str = ""
    rule: Gate | None = None
    correct_until: dt.datetime | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """Give what the letter says of it."""
        return {"reason": self.reason, "rule": self.rule, "correct_until": self.correct_until}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One file that was chosen, as it was read, and why it can't be decided on with the others."""

    nomination: Nomination
    version: str
    fault: Refusal | None = None

    @property
    def seal(self) -> str:
        """Name file and version in one word, as the page sends them back."""
        return f"{self.nomination.public_id}:{self.version}"


def chosen(call: Call, files: Iterable[Nomination], decision: Decision, *, by: Any) -> list[Chosen]:
    """Look at each file that was chosen: may this be decided on it? Three statements, however many there are."""
    prepared = Preparation.objects.waiting().filter(nomination=OuterRef("pk"))
    rows = Nomination.objects.filter(pk__in=[each.pk for each in files]).annotate(is_prepared=Exists(prepared))
    rows = rows.select_related("nominator", "dossier__nominee", "dossier__consent").order_by("submitted_at", "pk")
    known = list(rows.prefetch_related("findings"))
    prefetch_related_objects([call], "gates")
    permissions.parts_at_once(by, known)
    for each in known:
        each.call = call
        each.__dict__.update(is_shut=False, shut_for=by.pk)  # they were read from what this person may read
    return [Chosen(each, screening.token(each, each.findings.all()), fault(each, decision, by)) for each in known]


def fault(file: Nomination, decision: Decision, by: Any) -> Refusal | None:
    """Say why a file can't be decided on in this way, or nothing; what is not typed yet is no fault of the file."""
    if file.status not in STILL_OPEN:
        return Refusal(_("It is decided already. A decision is revised on the file’s own page."))
    if getattr(file, "is_prepared", False):
        return screening.PreparedAlready().refusal
    rule = permissions.may_return if decision.verdict == Verdict.RETURNED else permissions.may_decide
    refusal = rule.refusal(by, file)
    if refusal or decision.verdict != Verdict.ELIGIBLE:
        return refusal
    try:
        screening.holds(file, Screening(verdict=Verdict.ELIGIBLE, by=by))
    except Refused as refused:
        return refused.refusal
    return None


def letters_of(
    files: Sequence[Chosen], decision: Decision, *, by: Any
) -> list[tuple[Nomination, int, dict[str, str]]]:
    """Give the letter in each language in which it will go, by its first file, and how many go in it."""
    numbers = Counter(each.nomination.language for each in files)
    first: dict[str, Nomination] = {}
    for each in files:
        first.setdefault(each.nomination.language, each.nomination)
    return [
        (file, numbers[language], letters.preview(file, decision.verdict, by=by, **decision.facts))
        for language, file in first.items()
    ]


def decide(call: Call, sealed: Mapping[Nomination, str], decision: Decision, *, key: str, by: Any) -> Batch:
    """Decide on each file; the same key again goes on where the first post stopped, and decides nothing twice.

    :param sealed: the files, each with the version that was read.
    """
    permissions.may_decide_many.require(by, call)
    batch = begin(call, decision, key, by, len(sealed))
    for file, version in sealed.items():
        decide_one(batch, file, version, decision)
    return batch


@transaction.atomic
def begin(call: Call, decision: Decision, key: str, by: Any, files: int) -> Batch:
    """Open the batch of a key, or find it, unless it is somebody else's."""
    batch, is_new = Batch.objects.get_or_create(
        key=key, defaults={"call": call, "verdict": decision.verdict, "by": by}
    )
    if batch.call_id != call.pk or batch.by_id != by.pk or batch.verdict != decision.verdict:
        raise Refused(NOT_YOURS)
    if is_new:
        facts = {"batch": str(batch.public_id), "verdict": batch.verdict, "files": files}
        audit.record(by=by, what="screening.several", on=f"call:{call.pk}", **facts)
    return batch


def decide_one(batch: Batch, file: Nomination, version: str, decision: Decision) -> None:
    """Decide on one file with its line, audit link and letter; or keep the reason why not."""
    try:
        with transaction.atomic():
            _line, is_new = BatchLine.objects.get_or_create(batch=batch, nomination=file)
            if is_new:
                move(file, version, decision, batch.by)
    except (Refused, Http404) as refused:
        told = str(refused)[:500] or _("There is nothing here for you.")
        BatchLine.objects.get_or_create(batch=batch, nomination=file, defaults={"fault": told})


def move(file: Nomination, version: str, decision: Decision, by: Any) -> None:
    """Call the stage; what is decided already is not revised in a row with others."""
    if Nomination.objects.filter(pk=file.pk).exclude(status__in=STILL_OPEN).exists():
        raise Refused(Refusal(_("It is decided already. A decision is revised on the file’s own page.")))
    match decision:
        case Decision(verdict=Verdict.ELIGIBLE):
            screening.admit(file, by=by, version=version)
        case Decision(verdict=Verdict.INELIGIBLE, rule=Gate() as rule, reason=reason):
            screening.exclude(file, by=by, rule=rule, reason=reason, version=version)
        case Decision(verdict=Verdict.RETURNED, reason=reason, correct_until=dt.datetime() as until):
            screening.send_back(file, by=by, reason=reason, correct_until=until, version=version)
        case _:
            raise screening.Unexplained
