"""A draft: begun, written step by step, thrown away. What was typed is kept as it was typed, valid or not.

A file that was sent already is edited in `typed` alone: its answers stay as they were sent until it is sent again.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from nominations import letters, permissions, previews, shape, unfinished
from nominations.models import Call, Form, Nomination
from nominations.states import NominationStatus

#: The step that asks for the rules, before those of the form; and the one that shows everything, after them.
ELIGIBILITY = "eligibility"
CHECK = "check"
#: What was typed after the end is kept beside the step, under its name with this.
LATE = "~late"

Typed = Mapping[str, list[str]]


class Stale(Refused):
    """A colleague, or the same person elsewhere, saved in the meantime."""

    def __init__(self) -> None:
        """Say what happened."""
        super().__init__(Refusal(_("This page was changed in another window. Nothing is lost: choose what to keep.")))


@transaction.atomic
def begin(call: Call, *, by: Any, language: str) -> Nomination:
    """Begin a draft and mail its author the way back; an untouched one is taken up again instead."""
    permissions.may_begin.require(by, call)
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    untouched = Nomination.objects.of(by).filter(call=call, status=NominationStatus.DRAFT, version=1).first()
    if untouched:
        return untouched
    form = current_form(call)
    nomination = Nomination.objects.create(
        call=call, form=form, nominator=by, language=language, step=first_step(shape.of(form))
    )
    audit.record(by=by, what="nomination.begun", on=f"nomination:{nomination.public_id}")
    letters.draft_begun(nomination)
    return nomination


def current_form(call: Call) -> Form:
    """Give the newest frozen form of a call.

    :raises Refused: where the secretariat has published none.
    """
    form = call.forms.exclude(frozen_at=None).first()
    if form is None:
        raise Refused(Refusal(_("The form of this call is not ready yet. Please come back later.")))
    return form


def first_step(of: shape.Shape) -> str:
    """Name where a nomination begins."""
    return steps(of)[0]


def steps(of: shape.Shape) -> list[str]:
    """Name all steps of a nomination in order."""
    gates = [ELIGIBILITY] if of.asked_gates else []
    return [*gates, *(page.key for page in of.for_nominator), CHECK]


def save_step(
    nomination: Nomination,
    *,
    by: Any,
    step: str,
    version: int,
    typed: Typed | None = None,
    answers: Mapping[str, Any] | None = None,
    gates: Mapping[str, str] | None = None,
    then: str = "",
) -> Nomination:
    """Keep what was typed on a step, and those of its answers that are valid.

    One statement, which changes nothing unless the version is still the one that the page was opened with. The grants
    are asked in its transaction: who was taken back a moment ago saves nothing more.

    :param answers: by question; None where a question has no valid answer (any more).
    :param then: the step to come back to; this one unless told otherwise.
    :raises Stale: where it was saved elsewhere in the meantime.
    """
    changed = {"typed": {**nomination.typed, step: dict(typed or {})}, "step": then or step}
    if answers is not None and nomination.status == NominationStatus.DRAFT:
        merged = {**nomination.answers, **answers}
        changed["answers"] = {key: value for key, value in merged.items() if value is not None}
    if gates is not None:
        changed["gates_answered"] = dict(gates)
    return write(nomination, version, by=by, on=step, **changed)


def autosave(nomination: Nomination, *, by: Any, step: str, typed: Typed, version: int) -> Nomination:
    """Keep what was typed, unjudged.

    :raises Stale: where it was saved elsewhere in the meantime.
    """
    return write(nomination, version, by=by, on=step, typed={**nomination.typed, step: dict(typed)}, step=step)


def keep_late(nomination: Nomination, *, by: Any, step: str, typed: Typed) -> None:
    """Keep what somebody was typing when the time ran out, to be read and copied; it is no edit and is never sent."""
    if permissions.writes(by, nomination) and typed:
        late = {f"{step}{LATE}": dict(typed)}
        Nomination.objects.filter(pk=nomination.pk).update(typed={**nomination.typed, **late})


@transaction.atomic
def write(nomination: Nomination, version: int, *, by: Any, on: str, **changed: Any) -> Nomination:
    """Change a file in hand and in the database, unless its version moved on, and note whose hand it was."""
    nomination.forget_grants()
    permissions.may_edit.require(by, nomination)
    now, mine = clock.now(), str(by.public_id)
    hands = {**nomination.hands, mine: {**nomination.hands.get(mine, {}), on: now.isoformat()}}
    changed |= {"saved_at": now, "hands": hands}
    unchanged = Nomination.objects.filter(pk=nomination.pk, version=version, status=nomination.status)
    if nomination.version != version or not unchanged.update(version=F("version") + 1, **changed):
        raise Stale
    for name, value in {**changed, "version": version + 1}.items():
        setattr(nomination, name, value)
    return nomination


@transaction.atomic
def discard(nomination: Nomination, *, by: Any) -> None:
    """Throw a draft away, with its files; what was sent in another window a moment ago stays."""
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("call__cycle", "call__prize")
    draft = rows.get(pk=nomination.pk)
    permissions.may_discard.require(by, draft)
    for evidence in draft.evidence.all():
        transaction.on_commit(partial(previews.delete_all, evidence), robust=True)
    for upload in draft.uploads.all():
        transaction.on_commit(partial(unfinished.delete, upload.public_id), robust=True)
    audit.record(by=by, what="nomination.discarded", on=f"nomination:{draft.public_id}")
    draft.delete()
