"""Nominations that came on paper: an officer enters them for the nominator, as of the day on which they arrived.

From here on such a file is like any other: a reference, a receipt to the nominator, a notice to the nominee.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from nominations import lacking, nominees, permissions, shape, submission
from nominations.models import Call, Form, Nomination, Submission

NOON = dt.time(12, 0)


class NoForm(Refused):
    """The call has no form that can be answered."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("The form of this call is not published yet.")))


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper says: who nominates, when it arrived, and the answers."""

    name: str
    email: str
    language: str
    received_on: dt.date
    answers: Mapping[str, Any]


def current_form(call: Call) -> Form:
    """Give the newest frozen form of a call."""
    form = call.forms.exclude(frozen_at=None).first()
    if form is None:
        raise NoForm
    return form


@transaction.atomic
def enter(call: Call, form: Form, told: Told, *, by: Any, key: str) -> Nomination:
    """Enter one nomination as submitted; a key that was used gives the file that was entered with it."""
    permissions.may_import_nominations.require(by, call)
    known = Submission.objects.filter(key=key).select_related("nomination").first()
    if known:
        return known.nomination
    if not call.self_nomination and is_own(form, told):
        raise submission.OwnNomination
    file = submission.locked(begun(call, form, told))
    given = lacking.asked_answers(shape.of(form), told.answers)
    dossier = nominees.settle(file, shape.of(form), given)
    arrived = min(dt.datetime.combine(told.received_on, NOON, call.cycle.zone), clock.now())
    sent = Submission(nomination=file, number=1, key=key, answers=given, at=arrived)
    submission.send(sent, given, dossier, by=by)
    facts = {"received_on": told.received_on.isoformat()}
    audit.record(by=by, what="nomination.entered", on=f"nomination:{file.public_id}", **facts)
    return file


def is_own(form: Form, told: Told) -> bool:
    """Say whether somebody put themselves forward."""
    address = str(shape.of(form).answer("nominee_email", dict(told.answers)) or "")
    return bool(address) and address.lower() == told.email.lower()


def begun(call: Call, form: Form, told: Told) -> Nomination:
    """Make the file in the nominator's name, with the rules confirmed as on the paper."""
    gates = {gate.key: "yes" for gate in shape.of(form).asked_gates}
    return Nomination.objects.create(
        call=call,
        form=form,
        nominator=account(told),
        language=told.language,
        answers=dict(told.answers),
        gates_answered=gates,
    )


def account(told: Told) -> User:
    """Find the nominator's account, or make one that a mailed code opens."""
    person, _is_new = User.objects.at(told.email, name=told.name, language=told.language)
    return person
