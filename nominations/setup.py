"""Setting a call up: its form copied from the last cycle, checked, frozen and published; its closing date moved later.

A published call's form never changes: a change is a new version, and old answers keep their questions.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from awards_site import audit, batches, clock
from awards_site.rules import Refusal, Refused
from nominations import acts, letters, permissions, shape
from nominations.models import Act, Call, DateChange, Form, Gate, Nomination, Question, Step
from nominations.states import ActKind, NominationStatus

MEANINGS = ("nominee_name", "nominee_email", "nominee_city")
NOTICE = dt.timedelta(hours=72)


class NotReady(Refused):
    """Something is missing before a call can be published."""

    def __init__(self, missing: list[str]) -> None:
        """Name what."""
        self.missing = missing
        super().__init__(Refusal(" ".join(missing)))


class WrongDate(Refused):
    """A closing date moves later only."""

    def __init__(self) -> None:
        """Say which dates can be chosen."""
        super().__init__(Refusal(_("Choose a later date than the present one, at least 72 hours from now.")))


class Unexplained(Refused):
    """A change of a date needs a reason."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write the reason. It stays on record and is public.")))


class ProposedAlready(Refused):
    """Another change of the date waits for its confirmation."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("A date is proposed already. It must be confirmed first.")))


@transaction.atomic
def publish(call: Call, *, by: Any) -> Act:
    """Freeze a call's form and publish the call; it opens by itself at its hour."""
    permissions.may_publish.require(by, call)
    missing = list(lacks(call))
    if missing:
        raise NotReady(missing)
    form = newest_form(call)
    if form is None:
        raise NotReady([_("Write a form.")])
    freeze(form)
    return acts.record(call, ActKind.PUBLISHED, by=by, form=form.version)


@transaction.atomic
def release(form: Form, *, by: Any) -> Form:
    """Let new nominations answer a newer version of a published call's form; those begun keep theirs."""
    permissions.may_change_form.require(by, form)
    missing = list(form_lacks(form))
    if missing:
        raise NotReady(missing)
    freeze(form)
    audit.record(by=by, what="form.released", on=f"call:{form.call_id}", version=form.version)
    return form


def freeze(form: Form) -> None:
    """Let nobody change a form any more."""
    form.frozen_at = form.frozen_at or clock.now()
    form.save(update_fields=["frozen_at"])


def newest_form(call: Call) -> Form | None:
    """Give the newest version of a call's form."""
    return Form.objects.filter(call=call).order_by("-version").first()


def lacks(call: Call) -> Iterator[str]:
    """Say sentence by sentence what is missing before a call can be published."""
    if not call.opens_at < call.closes_at:
        yield _("Let the call close after it opens.")
    elif call.closes_at <= clock.now():
        yield _("Choose a closing date that is still to come.")
    days = [each for each in (call.screening_until, call.shortlist_by, call.ratified_by) if each]
    closes_on = call.closes_at.astimezone(call.cycle.zone).date()
    if days != sorted(days) or (days and days[0] < closes_on):
        yield _("Put the dates in order: closing, screening, shortlist, ratification.")
    if not call.gates.exists():
        yield _("Write at least one gate.")
    yield from form_lacks(newest_form(call))


def form_lacks(form: Form | None) -> Iterator[str]:
    """Say what a form is missing."""
    if form is None:
        yield _("Write a form.")
        return
    read = shape.read(form.pk)
    if not read.for_nominator:
        yield _("Give the form at least one step with questions for the nominator.")
        return
    asked = {each.question.meaning for page in read.for_nominator for each in page.questions}
    for meaning in MEANINGS:
        if meaning not in asked:
            yield _("Ask one question with the meaning “%(meaning)s”.") % {"meaning": meaning}
    yield from steps_lack(form)
    yield from conditions_lack(read)


def steps_lack(form: Form) -> Iterator[str]:
    """Name the steps without a question."""
    for step in form.steps.filter(questions=None):
        yield _("Write a question for the step “%(step)s”, or remove it.") % {"step": step}


def conditions_lack(read: shape.Shape) -> Iterator[str]:
    """Name the questions that hang on a question which is not asked."""
    keys = {each.key for page in read.pages for each in page.questions}
    for page in read.pages:
        for each in page.questions:
            wanted = each.question.shown_if.get("question")
            if wanted and wanted not in keys:
                told = {"question": each.question.label, "wanted": wanted}
                yield _("“%(question)s” hangs on “%(wanted)s”, which is not asked.") % told


@transaction.atomic
def propose_date(call: Call, *, closes_at: dt.datetime, reason: str, by: Any) -> DateChange:
    """Propose that a call closes later; a second person must confirm it."""
    row = acts.fresh(call)
    permissions.may_change_date.require(by, row)
    if not reason.strip():
        raise Unexplained
    if closes_at <= row.closes_at or closes_at < clock.now() + NOTICE:
        raise WrongDate
    if row.date_changes.filter(confirmed_at=None).exists():
        raise ProposedAlready
    change = DateChange.objects.create(
        call=row, closed_at=row.closes_at, closes_at=closes_at, reason=reason.strip(), proposed_by=by
    )
    audit.record(by=by, what="call.date_proposed", on=f"call:{row.pk}", **instants(change))
    return change


@transaction.atomic
def confirm_date(change: DateChange, *, by: Any) -> Act:
    """Let the later date hold, and tell everybody who is still writing."""
    row = (
        DateChange.objects.select_for_update(of=("self",))
        .select_related("call__cycle", "call__prize")
        .get(pk=change.pk)
    )
    permissions.may_confirm_date.require(by, row)
    if row.closes_at <= row.call.closes_at or row.closes_at <= clock.now():
        raise WrongDate
    row.confirmed_by, row.confirmed_at = by, clock.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    act = acts.record(row.call, ActKind.DATE_CHANGED, by=by, reason=row.reason, **instants(row))
    Call.objects.filter(pk=row.call_id).update(closes_at=row.closes_at)
    row.call.closes_at = row.closes_at
    tell(row)
    return act


def instants(change: DateChange) -> dict[str, str]:
    """Give the two dates as the audit writes them."""
    return {"closed_at": change.closed_at.isoformat(), "closes_at": change.closes_at.isoformat()}


def to_be_told(change: DateChange) -> QuerySet[Nomination]:
    """Give the files of everybody who is still writing."""
    return Nomination.objects.filter(call=change.call_id, status=NominationStatus.DRAFT)


def letters_of(change: DateChange) -> dict[str, Any]:
    """Show the letters that the later date would send: to how many, in which languages, and how they read."""
    counted = to_be_told(change).order_by().values_list("language").annotate(Count("pk"))
    change.call.closes_at = change.closes_at
    return batches.preview(["nominations/date_moved"], dict(counted), call=change.call)


def tell(change: DateChange) -> None:
    """Write to everybody with a draft."""
    for draft in to_be_told(change).select_related("nominator").iterator(chunk_size=500):
        draft.call = change.call
        letters.date_moved(draft, change.pk)


@transaction.atomic
def copy_form(source: Form, call: Call, *, by: Any) -> Form:
    """Copy a form with its steps, questions and columns into a call as its next version, to be changed there."""
    permissions.may_set_up.require(by, call)
    newest = newest_form(call)
    made = Form.objects.create(call=call, version=newest.version + 1 if newest else 1)
    for step in source.steps.all():
        copy_step(step, made)
    if not call.gates.exists():
        for gate in source.call.gates.all():
            copied(gate, call=call)
    audit.record(by=by, what="form.copied", on=f"call:{call.pk}", source=source.pk, version=made.version)
    return made


def copy_step(step: Step, form: Form) -> None:
    """Copy one step with its questions and their columns."""
    questions = list(step.questions.filter(parent=None).prefetch_related("columns"))
    made = copied(step, form=form)
    for question in questions:
        columns = list(question.columns.all())
        parent = copied(question, step=made)
        for column in columns:
            copied(column, step=made, parent=parent)


def copied(row: Any, **changed: Any) -> Any:
    """Write a row once more, with other references."""
    kind: type[Step | Question | Gate] = type(row)
    fields = {
        field.attname: getattr(row, field.attname) for field in kind._meta.concrete_fields if not field.primary_key
    }
    for name, value in changed.items():
        fields.pop(f"{name}_id", None)
        fields[name] = value
    return kind.objects.create(**fields)
