"""Rounds by chance, counted by the house and written as it seals them: coarse marks, so that many are tied."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from awards_site.canonical import canonical, digest
from scoring import sealing
from scoring.counted import NO_BALLOTS, WITHDRAWN, ballot_of, exact, without_floats
from scoring.methods.ballots import Level
from scoring.methods.counting import count
from scoring.states import WRITTEN

WEIGHTS = {"impact": "35", "leadership": "40", "reach": "25"}
GRADES = ("outstanding", "strong", "satisfactory", "weak")
ANOTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
ROUND = "assessment"


def signed(body: dict[str, Any], key: Ed25519PrivateKey = ANOTHER_KEY) -> bytes:
    """Chain and sign a dossier anew, as an insider could."""
    events = list(sealing.chained(link["event"] for link in body["events"]))
    told = {**body, "events": events, "head": events[-1]["hash"], "key": key.public_key().public_bytes_raw().hex()}
    told.pop("signature", None)
    return canonical({**told, "signature": key.sign(canonical(told)).hex()})


@dataclass
class Made:
    """A round by chance: what jurors cast, in its order, and why some of it does not count."""

    dice: random.Random
    method: str
    jurors: list[str]
    dossiers: list[str]
    rules: dict[str, Any]
    ballots: list[dict[str, Any]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)

    @property
    def level(self) -> Level:
        """Say what is cast."""
        return WRITTEN.get(self.method, Level.MARKS)

    def cast(self, juror: str, dossier: str, number: int, marks: dict[str, str]) -> str:
        """Cast a ballot, and give its fingerprint."""
        told = {"dossier": dossier, "juror": juror, "marks": marks, "number": number}
        hashed = {**told, "comments": {}, "round": ROUND, "rules": digest(self.rules)}
        self.ballots.append({**told, "kind": "ballot", "casting": digest(hashed), "commented": False})
        return digest(hashed)

    def marks(self) -> dict[str, str]:
        """Draw what one juror says of one dossier."""
        match self.level:
            case Level.RANKS:
                return {"rank": str(self.dice.randint(1, len(self.dossiers)))}
            case Level.GRADES:
                return {"grade": self.dice.choice(GRADES)}
        return {name: str(self.dice.choice(["1", "2", "3", "3.5"])) for name in WEIGHTS}

    def counted(self) -> Iterator[dict[str, Any]]:
        """Give the ballots that count."""
        return (ballot for ballot in self.ballots if ballot["casting"] not in self.left_out)

    def body(self, decision: list[str]) -> dict[str, Any]:
        """Count, and write it as it is sealed."""
        rules_digest, castings = digest(self.rules), sorted(ballot["casting"] for ballot in self.ballots)
        opening = {"kind": "opening", "dossiers": self.dossiers, "jurors": self.jurors, "rules": self.rules}
        digests = sorted(ballot["casting"] for ballot in self.counted())
        result = self.result([code for code in decision if code in {each["dossier"] for each in self.counted()}])
        events = [
            {**opening, "rules_digest": rules_digest},
            *self.ballots,
            {"kind": "closing", "castings": len(castings), "digest": digest(castings)},
            {
                "kind": "count",
                "ballots_digest": digest(digests),
                "counted": digests,
                "decision": decision,
                "left_out": [{"casting": casting, "reason": why} for casting, why in self.left_out.items()],
                "result": result,
                "result_digest": digest(result),
                "rules_digest": rules_digest,
            },
        ]
        return {"about": {"round": ROUND}, "events": [{"event": event} for event in events]}

    def result(self, decision: list[str]) -> dict[str, Any]:
        """Count as the house does; a ValueError where it refuses."""
        ballots = [ballot_of(each["juror"], each["dossier"], each["marks"], self.level) for each in self.counted()]
        found = count(
            ballots,
            method=self.method,
            weights={name: Fraction(weight) for name, weight in self.rules["weights"].items()},
            quorum=self.rules["quorum"],
            ladder=self.rules["ladder"],
            decision=decision,
            trim=self.rules.get("trim", 1),
            places=self.rules.get("places"),
            grades=[grade["key"] for grade in self.rules.get("grades", ())],
        )
        told = exact(without_floats(found.as_json(working=False)))
        known = {line["dossier"] for part in ("standings", "not_ranked") for line in told[part]}
        told["not_ranked"] += [
            {"dossier": code, "ballots": 0, "reason": WITHDRAWN if code in self.withdrawn else NO_BALLOTS}
            for code in self.dossiers
            if code not in known
        ]
        return told


def made(dice: random.Random, method: str) -> Made:
    """Make a round by chance: superseded castings, ballots that fell away, dossiers with few or no ballots."""
    jurors, dossiers = [f"j{n}" for n in range(dice.randint(2, 7))], [f"M-{n:02}" for n in range(dice.randint(2, 8))]
    ladder = [*dice.sample(["criterion", "preferred", "spread"], dice.randint(1, 3)), "decision"]
    rules: dict[str, Any] = {"ladder": ladder, "method": method, "quorum": dice.randint(1, 3), "weights": {}}
    if method not in WRITTEN:
        rules["weights"] = WEIGHTS
    if method == "trimmed":
        rules["trim"] = dice.randint(0, 2)
    if method == "majority_judgment":
        rules["grades"] = [{"key": key, "word": {"en": key}} for key in GRADES]
    if dice.random() < 0.3:
        rules["places"] = dice.randint(0, 2)
    round_ = Made(dice, method, jurors, dossiers, rules)
    round_.withdrawn = set(dice.sample(dossiers, dice.random() < 0.3))
    full, twins = dice.random() < 0.7, dice.random() < 0.5
    alike = {juror: round_.marks() for juror in jurors}
    for juror in jurors:
        for number, dossier in enumerate(dossiers):
            if full or dice.random() < 0.8:
                fill(round_, juror, dossier, alike[juror] if twins and number < 2 else round_.marks())
    return round_


def fill(round_: Made, juror: str, dossier: str, marks: dict[str, str]) -> None:
    """Let a juror cast once or twice, and let some of it fall away."""
    number = 1
    if round_.dice.random() < 0.15:
        round_.left_out[round_.cast(juror, dossier, number, round_.marks())] = sealing.SUPERSEDED
        number = 2
    casting = round_.cast(juror, dossier, number, marks)
    if dossier in round_.withdrawn:
        round_.left_out[casting] = sealing.FALLEN
    elif round_.dice.random() < 0.06:
        round_.left_out[casting] = round_.dice.choice([sealing.RECUSED, sealing.TAKEN_BACK])


def generated(dice: random.Random, method: str) -> dict[str, Any]:
    """Give a counted round by chance; rounds that the house refuses to count (islands) are drawn anew."""
    while True:
        round_ = made(dice, method)
        decision = dice.sample(round_.dossiers, len(round_.dossiers)) if dice.random() < 0.3 else []
        try:
            return round_.body(decision)
        except ValueError:
            continue
