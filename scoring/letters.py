"""Letters of scoring: to jurors while a round runs, to auditors at each act, to all concerned once it is announced."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from awards_site import kinds, mail, roles
from awards_site.models import AuditEvent
from jury.models import Assignment, Round, Seat
from jury.states import OutcomeKind
from nominations.letters.strangers import to_stranger
from nominations.models import Call, Dossier, Nomination

from .models import CastBallot, Laureate

#: Which letter goes to whom a result names.
TO_THE_NAMED = {
    OutcomeKind.LAUREATE: "scoring/laureate",
    OutcomeKind.FINALIST: "scoring/finalist",
    OutcomeKind.SPECIAL_MENTION: "scoring/special_mention",
}

ANNOUNCED = [*TO_THE_NAMED.values(), "scoring/nominee_outcome", "scoring/nominator_outcome"]


def address(name: str, language: str, **slugs: Any) -> str:
    """Give the address of a page in the reader's language."""
    with override(language):
        return reverse(name, kwargs=slugs or None)


def round_opened(round_: Round, seat: Seat) -> None:
    """Tell a juror that the files are open and until when."""
    _to_juror("round_opened", round_, seat, page=address("scoring:desk", seat.user.language))


def round_set_aside(round_: Round, seat: Seat) -> None:
    """Tell a juror that a round counts no more, why, and that another one takes its place."""
    page = address("scoring:integrity", seat.user.language, **round_.call.slugs)
    _to_juror("round_set_aside", round_, seat, page=page)


def shortlist_vote_open(round_: Round, seat: Seat) -> None:
    """Tell a juror that the round is counted and the panel votes on who goes on."""
    page = address("scoring:shortlist_vote", seat.user.language, **round_.slugs)
    _to_juror("shortlist_vote_open", round_, seat, page=page)


def _to_juror(name: str, round_: Round, seat: Seat, *, page: str) -> None:
    """Write to a juror of a round, once by each name."""
    person = seat.user
    mail.write(
        f"scoring/{name}",
        to=person.email,
        language=person.language,
        key=f"{name}:{round_.pk}:{seat.public_id}",
        about=f"round:{round_.pk}",
        call="/".join(round_.call.slugs.values()),
        batch=f"{name.replace('_', '-')}-{round_.pk}",
        context={"round": round_, "call": round_.call, "page": page},
    )


def ballot_receipt(assignment: Assignment, casting: CastBallot, event: AuditEvent) -> None:
    """Give a juror the hash of the own ballot and the head of the chain it lies in."""
    person = assignment.seat.user
    mail.write(
        "scoring/ballot_receipt",
        to=person.email,
        language=person.language,
        key=f"ballot_receipt:{casting.key}",
        about=f"ballot:{casting.ballot_id}",
        call="/".join(assignment.round.call.slugs.values()),
        context={
            "call": assignment.round.call,
            "code": assignment.dossier.code,
            "casting": casting,
            "event": event,
            "round": assignment.round,
            "page": address("scoring:desk", person.language),
        },
    )


def ranking_receipt(castings: Sequence[CastBallot], event: AuditEvent) -> None:
    """Give a juror the hash of every ballot of the own ranking, best first, and the head of the chain they lie in."""
    first = castings[0].ballot.assignment
    person, round_ = first.seat.user, first.round
    mail.write(
        "scoring/ranking_receipt",
        to=person.email,
        language=person.language,
        key=f"ranking_receipt:{castings[0].key}",
        about=f"round:{round_.pk}",
        call="/".join(round_.call.slugs.values()),
        context={
            "call": round_.call,
            "castings": sorted(castings, key=lambda each: int(each.marks["rank"])),
            "event": event,
            "round": round_,
            "page": address("scoring:desk", person.language),
        },
    )


def chain_head(what: str, event: AuditEvent | None, call: Call, *, digest: str = "", **told: Any) -> None:
    """Give the auditors the head of the chain after an act, and the digest of what it made; nothing of any result."""
    if event is None:
        return
    for person in roles.auditors():
        mail.write(
            "scoring/chain_head",
            to=person.email,
            language=person.language,
            key=f"chain_head:{event.number}:{person.public_id}",
            about=f"call:{call.pk}",
            call="/".join(call.slugs.values()),
            batch=f"chain-head-{event.number}",
            context={
                "act": what,
                "call": call,
                "event": event,
                "digest": digest,
                "page": f"{address('audit', person.language)}?head={event.number}+{event.hash}",
                **told,
            },
        )


def to_the_named(laureate: Laureate) -> None:
    """Tell a laureate, a finalist or somebody with a special mention."""
    dossier = laureate.dossier
    if dossier is None or not dossier.nominee.email:
        return
    letter = TO_THE_NAMED[OutcomeKind(laureate.kind)]
    _outcome(letter, dossier, to=dossier.nominee.email, language=dossier.consent.language, named=laureate)


def to_a_nominee(dossier: Dossier) -> None:
    """Tell a nominee whom the result does not name."""
    if dossier.nominee.email:
        language = dossier.consent.language
        _outcome("scoring/nominee_outcome", dossier, to=dossier.nominee.email, language=language, named=None)


def to_a_nominator(nomination: Nomination, named: Laureate | None) -> None:
    """Tell a nominator what became of the file."""
    dossier = nomination.dossier
    if dossier is not None:
        to, language = nomination.nominator.email, nomination.language
        _outcome("scoring/nominator_outcome", dossier, to=to, language=language, named=named)


def _outcome(name: str, dossier: Dossier, *, to: str, language: str, named: Laureate | None) -> None:
    call = dossier.call
    write = to_stranger if kinds.kind(name).unasked else mail.write  # a nominee did not sign in, a nominator did
    write(
        name,
        to=to,
        language=language,
        key=f"outcome:{call.pk}:{dossier.public_id}:{name.partition('/')[2]}:{to}"[:160],
        about=f"call:{call.pk}",
        call="/".join(call.slugs.values()),
        batch=f"announcement-{call.pk}",
        context={
            "call": call,
            "nominee": dossier.nominee,
            "laureate": named,
            "page": address("scoring:cycle_laureates", language, cycle=call.cycle.slug),
        },
    )
