"""What somebody inside the house could try: change a sealed dossier, then take every hash and signature anew."""

import random

import pytest

from awards_site.canonical import digest
from scoring.verify_result import Wrong, verify
from tests.factories.sealed import WEIGHTS, Made, signed


def wrong(raw):
    """Say what the verifier finds wrong, and nothing that stopped it halfway."""
    with pytest.raises(Wrong) as found:
        list(verify(raw))
    return str(found.value)


def event(body, number=-1):
    return body["events"][number]["event"]


def reseal(body):
    """Bring every hash up to date, as an insider would who has changed something."""
    opened, count = event(body, 0), event(body)
    ballots = [link["event"] for link in body["events"][1:-2]]
    castings = sorted(ballot["casting"] for ballot in ballots)
    event(body, -2).update(castings=len(castings), digest=digest(castings))
    opened["rules_digest"] = count["rules_digest"] = digest(opened["rules"])
    count.update(ballots_digest=digest(sorted(count["counted"])), result_digest=digest(count["result"]))
    return signed(body)


def with_comments(body):
    """Say of every ballot that it has comments: then its fingerprint cannot be checked by the file alone."""
    for link in body["events"][1:-2]:
        link["event"]["commented"] = True
    return body


def made_of(method, table, **rules):
    """Seal a round in which each juror gave each dossier one mark on every criterion."""
    asked = {"ladder": ["preferred"], "method": method, "quorum": 1, "weights": WEIGHTS, **rules}
    jurors = sorted({juror for row in table.values() for juror in row})
    round_ = Made(random.Random(1), method, jurors, [*table], asked)
    for dossier, row in table.items():
        for juror, mark in row.items():
            round_.cast(juror, dossier, 1, dict.fromkeys(WEIGHTS, mark))
    return round_.body([])
