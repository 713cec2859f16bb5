"""A tally is sealed: rules, ballots, closing and count in one signed file that anybody can recount.

Its events stand in a chain of their own, h_k = SHA256(h_{k-1} || SHA256(event)); the hashes under which opening and
closing were published lie in it, so that it can be held against the audit chain. Jurors go by the id of their seat.
Who they are is there as SHA256(salt || identity): the auditor has the salts, and erasing one erases a person. A
ballot without comments is bound to its fingerprint, so that nobody changes a mark of it unseen; comments stay with the
panel. The SHA-256 of the whole file is the seed of the measures that stand beside the ranking.
"""

import hashlib
import json
import secrets
import tomllib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop

from awards_site import audit
from awards_site.audit import GENESIS
from awards_site.canonical import canonical, digest, link
from awards_site.models import AuditEvent
from jury.models import Assignment, Round, Seat
from jury.models.round import CLOSED, OPENED
from jury.states import AssignmentStatus
from nominations.models import Dossier

from .counted import Again, exact
from .methods.measures.connectivity import bridging_jurors
from .models import CastBallot, Salt, Sealed, Tally
from .states import BallotStatus

FORMAT = 1
SUPERSEDED, TAKEN_BACK, RECUSED, FALLEN = (
    gettext_noop("cast again"),
    gettext_noop("opened again"),
    gettext_noop("recused"),
    gettext_noop("file withdrawn"),
)


def seal(tally: Tally) -> Sealed:
    """Write the result dossier of a tally that was just kept; to be called inside its transaction."""
    round_, castings = tally.round, castings_of(tally.round)
    events = [opening(round_), *map(ballot, castings), closing(round_, castings), count(tally, castings)]
    key = signing_key()
    body: dict[str, Any] = {
        "about": about(round_),
        "identities": {str(seat.public_id): commitment(seat) for seat in seats_of(round_)},
        "events": list(chained(events)),
        "key": key.public_key().public_bytes_raw().hex(),
    }
    body["head"] = body["events"][-1]["hash"]
    body["signature"] = key.sign(canonical(body)).hex()
    content = canonical(body)
    return Sealed.objects.create(tally=tally, content=content.decode(), digest=hashlib.sha256(content).hexdigest())


def chained(events: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Link events, each with its hash."""
    head = GENESIS
    for event in events:
        head = link(head, digest(event))
        yield {"event": event, "hash": head}


def about(round_: Round) -> dict[str, Any]:
    """Say what this is the result of."""
    call = round_.call
    told = {"call": f"{call.cycle.slug}/{call.prize.slug}", "format": FORMAT, "round": round_.kind}
    return {**told, "seed": "SHA-256 of this file"}


def opening(round_: Round) -> dict[str, Any]:
    """Give the opening: the frozen rules, who takes part, and under which hash it was published."""
    rules = round_.rules
    return {
        "kind": "opening",
        "dossiers": sorted(Dossier.objects.filter(entries__round=round_).values_list("code", flat=True)),
        "jurors": sorted(str(seat.public_id) for seat in seats_of(round_)),
        "published": published(round_, OPENED[round_.kind]),
        "rules": rules.as_record(),
        "rules_digest": rules.digest,
        "software": opened_with(round_),
    }


def ballot(casting: CastBallot) -> dict[str, Any]:
    """Give one ballot as it was cast."""
    assigned = casting.ballot.assignment
    return {
        "kind": "ballot",
        "at": casting.at.isoformat(),
        "casting": casting.digest,
        "commented": bool(casting.comments),
        "dossier": assigned.dossier.code,
        "juror": str(assigned.seat.public_id),
        "marks": casting.marks,
        "number": casting.number,
    }


def closing(round_: Round, castings: list[CastBallot]) -> dict[str, Any]:
    """Give the closing: how many castings there were, and the hash of them all."""
    told = {"castings": len(castings), "digest": digest(sorted(casting.digest for casting in castings))}
    return {"kind": "closing", "published": published(round_, CLOSED[round_.kind]), **told}


def count(tally: Tally, castings: list[CastBallot]) -> dict[str, Any]:
    """Give the count: which ballots count and why the others do not, and what they come to."""
    last = {each.ballot_id: each.number for each in sorted(castings, key=lambda each: each.number)}
    counts = set(CastBallot.objects.that_count(tally.round).values_list("digest", flat=True))
    others = [each for each in castings if each.digest not in counts]
    left = [{"casting": each.digest, "reason": why_not(each, last[each.ballot_id])} for each in others]
    return {
        "kind": "count",
        "ballots_digest": tally.ballots_digest,
        "connectivity": connectivity(tally, [each for each in castings if each.digest in counts]),
        "counted": sorted(counts),
        "decision": tally.decision,
        "left_out": left,
        "number": tally.number,
        "result": exact(tally.result),
        "result_digest": tally.result_digest,
        "rules_digest": tally.rules_digest,
        "software": software(),
    }


def connectivity(tally: Tally, castings: Iterable[CastBallot]) -> dict[str, Any]:
    """Say how the counted ballots hang together: in how many islands, and which jurors alone hold one together."""
    rows: dict[str, dict[str, Fraction]] = {}
    for casting in castings:
        assigned = casting.ballot.assignment
        rows.setdefault(assigned.dossier.code, {})[str(assigned.seat.public_id)] = Fraction()
    enough = {code: row for code, row in rows.items() if len(row) >= tally.round.rules.quorum}
    return {"bridges": list(bridging_jurors(enough)), "components": tally.result["components"]}


@cache
def software() -> str:
    """Name the software: its version, and the fingerprint of its arithmetic, file by file."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    home = Path(__file__).parent / "methods"
    files = {str(file.relative_to(home)): file.read_text(encoding="utf-8") for file in home.rglob("*.py")}
    return f"{project['name']} {project['version']}, methods {digest(files)}"


def opened_with(round_: Round) -> str:
    """Name the software that opened a round, as its opening record has it; records from before say nothing."""
    opened = AuditEvent.objects.filter(what=f"call.{OPENED[round_.kind]}", on=f"call:{round_.call_id}")
    facts = opened.order_by("number").values_list("facts", flat=True).last()
    return str((facts or {}).get("software", ""))


def counted_in(tally: Tally) -> Again | None:
    """Give what a tally counted, as its sealed file tells; nothing of one from before counts were sealed."""
    sealed = Sealed.objects.filter(tally=tally).first()
    if sealed is None:
        return None
    told = json.loads(sealed.content)["events"][-1]["event"]
    reasons = {line["dossier"]: line["reason"] for line in tally.result["not_ranked"]}
    return Again(frozenset(told["counted"]), reasons)


def why_not(casting: CastBallot, last: int) -> str:
    """Say why a casting does not count, given the number of its ballot's last one."""
    if casting.number < last:
        return SUPERSEDED
    if casting.ballot.status != BallotStatus.CAST:
        return TAKEN_BACK
    return FALLEN if casting.ballot.assignment.status == AssignmentStatus.CONFIRMED else RECUSED


def published(round_: Round, act: str) -> str:
    """Give the hash of the audit chain's link that opened or closed a round."""
    event = audit.latest(what=f"call.{act}", on=f"call:{round_.call_id}")
    return event.hash if event else ""


def castings_of(round_: Round) -> list[CastBallot]:
    """Give every casting of a round, in the order in which they came."""
    rows = CastBallot.objects.filter(ballot__assignment__round=round_).order_by("at", "pk")
    return list(rows.select_related("ballot__assignment__dossier", "ballot__assignment__seat"))


def seats_of(round_: Round) -> list[Seat]:
    """Give the seats that had something to read."""
    read = Assignment.objects.filter(round=round_).exclude(status=AssignmentStatus.PROPOSED).values("seat")
    return list(Seat.objects.filter(pk__in=read).select_related("user").order_by("pk"))


def commitment(seat: Seat) -> str:
    """Give what binds a seat to its person without telling who it is: SHA256(salt || identity)."""
    salt, _made = Salt.objects.get_or_create(seat=seat, defaults={"value": secrets.token_hex(32)})
    return hashlib.sha256(bytes.fromhex(salt.value) + identity(seat).encode()).hexdigest()


def identity(seat: Seat) -> str:
    """Say who sits in a seat, as the auditor can check it."""
    return seat.user.email


def salts_of(round_: Round) -> dict[str, dict[str, str]]:
    """Give the auditor who is who: identity and salt for each seat whose salt was not erased."""
    kept = Salt.objects.filter(seat__in=seats_of(round_)).select_related("seat__user")
    return {str(each.seat.public_id): {"identity": identity(each.seat), "salt": each.value} for each in kept}


def signing_key() -> Ed25519PrivateKey:
    """Give the house's key for results, which follows from its secret."""
    seed = salted_hmac("scoring.sealing", "result dossiers", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return Ed25519PrivateKey.from_private_bytes(seed)
