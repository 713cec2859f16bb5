"""Recounts a result dossier without the house that made it: python verify_result.py DOSSIER.json

Nothing but Python's own library. It checks that the file is canonical JSON (RFC 8785) to the last byte; signature
(RFC 8032); chain; that no ballot is missing; then it recounts scores, ranks and ties. Exit 0: all of it holds; 1: not.
"""

import hashlib
import json
import sys
from fractions import Fraction
from itertools import combinations
from os.path import commonprefix
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


class Wrong(Exception):  # noqa: N818 - it reads as what it is
    """Something does not hold; says what, and where."""


def canonical(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode()


def sha(value):
    return hashlib.sha256(canonical(value)).hexdigest()


def need(true, what):
    if not true:
        raise Wrong(what)


def add(one, two):
    (x1, y1), (x2, y2) = one, two
    k = D * x1 * x2 * y1 * y2
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def times(number, point):
    half = times(number >> 1, add(point, point)) if number else (0, 1)
    return add(half, point) if number & 1 else half


def point_of(packed):
    number = int.from_bytes(packed, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    need(y < P and (x * x - square) % P == 0 and (x or not sign), "signature: no point of the curve")
    return P - x if x & 1 != sign else x, y


def is_signed(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    one, two = times(s, point_of(bytes.fromhex("58" + "66" * 31))), times(h, point_of(key))
    return len(key) + len(signature) == 96 and s < L and one == add(point_of(signature[:32]), two)


def check_whole(dossier):
    """Check signature and chain; give the events."""
    key, said = bytes.fromhex(dossier["key"]), dossier.pop("signature")
    signed = bytes.fromhex(said).hex() == said and is_signed(key, canonical(dossier), bytes.fromhex(said))
    need(signed, "signature: it is not that of this content under this key")
    head = "0" * 64
    for number, link in enumerate(dossier["events"], 1):
        head = hashlib.sha256(bytes.fromhex(head) + bytes.fromhex(sha(link["event"]))).hexdigest()
        need(link["hash"] == head, f"chain: event {number} does not follow from those before it")
    need(dossier["head"] == head, "chain: the head is not that of the last event")
    return [link["event"] for link in dossier["events"]]


def check_events(events):
    """Give the opening, the ballots that are counted, and the count."""
    wanted = ["opening", *["ballot"] * (len(events) - 3), "closing", "count"]
    need([event["kind"] for event in events] == wanted, "events: one too few or too many")
    opening, *ballots, closing, count = events
    castings = {ballot["casting"]: ballot for ballot in ballots}
    need(len(castings) == len(ballots) == closing["castings"], "closing: it tells of another number of castings")
    need(closing["digest"] == sha(sorted(castings)), "closing: the castings are not those of the closing record")
    need(sha(opening["rules"]) == opening["rules_digest"] == count["rules_digest"], "rules: not those of the opening")
    need(sha(sorted(count["counted"])) == count["ballots_digest"], "count: its ballots are not those it names")
    named = [*count["counted"], *(each["casting"] for each in count["left_out"])]
    need(sorted(named) == sorted(castings), "count: a ballot is neither counted nor left out")
    for name in ("juror", "dossier"):
        need({ballot[name] for ballot in ballots} <= {*opening[f"{name}s"]}, f"ballots: a {name} not of the opening")
    return opening, [castings[each] for each in count["counted"]], count


def counted(opening, ballots):
    """Give marks[dossier][juror], those of too few ballots apart."""
    marks = {}
    for ballot in ballots:
        row, where = marks.setdefault(ballot["dossier"], {}), f"ballot {ballot['casting'][:12]}"
        need(ballot["juror"] not in row, f"{where}: a second one of this juror on this dossier is counted")
        need(set(ballot["marks"]) == set(opening["rules"]["weights"]), f"{where}: not the criteria of the rules")
        row[ballot["juror"]] = {name: Fraction(mark) for name, mark in ballot["marks"].items()}
    few = {name: len(row) for name, row in marks.items() if len(row) < opening["rules"]["quorum"]}
    return {name: row for name, row in marks.items() if name not in few}, few


def mean(values):
    return sum(listed := [*values], Fraction()) / len(listed)


def weighted(marks, weights):
    shares = {name: weight / sum(weights.values()) for name, weight in weights.items()}
    score = lambda of: sum(share * of[name] for name, share in shares.items())  # noqa: E731
    return {name: {juror: score(of) for juror, of in row.items()} for name, row in marks.items()}


def islands(rows):
    """Give the sets of dossiers that a chain of jurors joins."""
    groups = []
    for name, row in rows.items():
        joined = [group for group in groups if group[1] & row.keys()]
        merged = {name}.union(*(group[0] for group in joined)), set(row).union(*(group[1] for group in joined))
        groups = [group for group in groups if group not in joined] + [merged]
    return [names for names, _jurors in groups]


def severities(rows):
    """Solve S b = r with Σ b = 0: S the Laplacian of the jurors' graph, r_j = Σ_i (y_ij − m_i)."""
    jurors = sorted({juror for row in rows.values() for juror in row})
    table = {juror: dict.fromkeys([*jurors, ""], Fraction()) for juror in jurors}
    for row in rows.values():
        for one, mark in row.items():
            table[one][one] += 1
            table[one][""] += mark - mean(row.values())
            table[one] |= {two: table[one][two] - Fraction(1, len(row)) for two in row}
    lines = [dict.fromkeys(jurors, Fraction(1)) | {"": Fraction()}, *list(table.values())[1:]]
    for place, juror in enumerate(jurors):
        pivot = lines.pop(next(number for number in range(place, len(lines)) if lines[number][juror]))
        lines.insert(place, {name: value / pivot[juror] for name, value in pivot.items()})
        for number, line in enumerate(lines):
            if number != place and line[juror]:
                lines[number] = {name: line[name] - line[juror] * lines[place][name] for name in line}
    return {juror: line[""] for juror, line in zip(jurors, lines, strict=True)}


def calibrated(rows):
    b = severities(rows)
    return {name: mean(y - b[juror] for juror, y in row.items()) for name, row in rows.items()}


class Ladder:
    """The rungs that part exactly tied dossiers, in the order of the rules."""

    def __init__(self, marks, weights, decision):
        self.marks, self.weights, self.decision = marks, weights, decision
        self.rows = weighted(marks, weights)
        self.home = {name: group for group in islands(self.rows) for name in group}

    def tests(self, rungs):
        for rung in rungs:
            if rung == "criterion":
                for level in sorted(set(self.weights.values()), reverse=True):
                    names = {name: weight for name, weight in self.weights.items() if weight == level}
                    yield rung, lambda group, names=names: self.by_criteria(group, names)
            elif rung != "decision" or self.decision:
                yield rung, getattr(self, f"by_{rung}")

    def by_criteria(self, group, weights):
        home = {name: self.marks[name] for name in self.home[group[0]]}
        return calibrated(weighted(home, weights)) if set(group) <= home.keys() else None

    def by_preferred(self, group):
        value = dict.fromkeys(group, 0)
        for one, two in combinations(group, 2):
            both = [(self.rows[one][j], self.rows[two][j]) for j in self.rows[one].keys() & self.rows[two].keys()]
            ahead, behind = sum(a > b for a, b in both), sum(a < b for a, b in both)
            won = ahead - behind if len(group) == 2 else (ahead > behind) - (ahead < behind)
            value[one], value[two] = value[one] + won, value[two] - won
        return value

    def by_spread(self, group):
        value = {}
        for name in group if min(len(self.rows[name]) for name in group) > 1 else ():
            b = severities(weighted({each: self.marks[each] for each in self.home[name]}, self.weights))
            row = [y - b[juror] for juror, y in self.rows[name].items()]
            value[name] = -sum((y - mean(row)) ** 2 for y in row) / (len(row) - 1)
        return value

    def by_decision(self, group):
        place = {name: -number for number, name in enumerate(self.decision)}
        return {name: place[name] for name in group} if set(group) <= place.keys() else None

    def part(self, group, tests):
        """Give the groups that are left, best first."""
        for place, (rung, test) in enumerate(tests):
            value = (test(group) if len(group) > 1 else None) or {}
            levels = sorted({value[name] for name in group if value}, reverse=True)
            if len(levels) > 1:
                left = tests[place:] if rung == "preferred" else tests[place + 1 :]
                return [each for level in levels for each in self.part([n for n in group if value[n] == level], left)]
        return [list(group)]


def recount(opening, ballots, count):
    """Give rank, score, mean and ballots of every dossier, those of too few ballots, and the ties."""
    rules, weights = opening["rules"], {name: Fraction(each) for name, each in opening["rules"]["weights"].items()}
    marks, few = counted(opening, ballots)
    rows = weighted(marks, weights)
    need(rules["method"] in ("calibrated", "mean"), f"rules: this file does not recount “{rules['method']}”")
    raw = scores = {name: mean(row.values()) for name, row in rows.items()}
    if rules["method"] == "calibrated" and rows:
        need(len(islands(rows)) == 1, "count: the marks lie on islands and cannot be put on one scale")
        scores = calibrated(rows)
    ladder = Ladder(marks, weights, [code for code in count["decision"] if code in marks])
    tests, ranks, ties = list(ladder.tests(rules["ladder"])), {}, []
    for score in sorted(set(scores.values()), reverse=True):
        tied, first = sorted(name for name in scores if scores[name] == score), len(ranks) + 1
        parts = ladder.part(tied, tests)
        ties += [(tied, first, len(parts) == len(tied))] if len(tied) > 1 else []
        for group in parts:
            ranks |= dict.fromkeys(group, len(ranks) + 1)
    return {name: (ranks[name], scores[name], raw[name], len(rows[name])) for name in rows}, few, ties


def verify(raw):
    """Check the bytes of a dossier; give what was checked, in sentences."""
    dossier = json.loads(raw)
    need(raw == canonical(dossier), f"bytes: not canonical at byte {len(commonprefix([raw, canonical(dossier)])) + 1}")
    opening, ballots, count = check_events(check_whole(dossier))
    need(sha(count["result"]) == count["result_digest"], "result: its fingerprint is another one")
    (told, few, ties), result = recount(opening, ballots, count), count["result"]
    need({each["dossier"] for each in result["standings"]} == told.keys(), "result: other dossiers are ranked")
    for line in result["standings"]:
        found = (line["rank"], Fraction(line["score"]), Fraction(line["raw"]), line["ballots"])
        need(found == told[line["dossier"]], f"result: {line['dossier']} is not recounted as it is told")
    short = {line["dossier"]: line["ballots"] for line in result["not_ranked"] if line["ballots"]}
    need(short == few, "result: others have too few ballots")
    need([(t["dossiers"], t["rank"], t["resolved"]) for t in result["ties"]] == ties, "result: the ties differ")
    yield f"Signed with the key {dossier['key']}; {len(dossier['events'])} events, their head {dossier['head']}."
    yield f"{len(ballots)} ballots counted as “{opening['rules']['method']}”: ranks, scores and ties are right."
    yield from (f"{told[name][0]:>4}  {name}  {told[name][1]}" for name in sorted(told, key=lambda each: told[each]))


if __name__ == "__main__":
    try:
        said = "\n".join([*verify(Path(*sys.argv[1:]).read_bytes()), "All of it holds.", ""])
        sys.stdout.buffer.write(said.encode())
    except Wrong as wrong:
        sys.exit(f"WRONG. {wrong}")
    except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as odd:
        sys.exit(f"WRONG. This is no whole result dossier: {type(odd).__name__}: {odd}")
