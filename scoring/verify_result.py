"""Recounts a result dossier without the house that made it: python verify_result.py DOSSIER.json [KEY OF THE HOUSE]

Nothing but Python's own library. It checks bytes (canonical JSON, RFC 8785), chain, ballots and signature (RFC 8032),
and recounts the result by the rules in it. Exit 0: all holds; 1: not. rows[i][j] is y_ij, what juror j gave dossier i.
"""

import hashlib
import json
import sys
from fractions import Fraction
from itertools import permutations
from math import isqrt, lcm
from os.path import commonprefix
from pathlib import Path
from statistics import mean, median, median_low, variance

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
WRITE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode
D = -121665 * pow(121666, -1, P) % P
BASE = 0x216936D3CD6E53FEC0A4E231FDD6DC5C692CC7609525A7B2C9562D608F25D51A, 4 * pow(5, -1, P) % P
Wrong = AssertionError  # something does not hold: says what, and where


def need(true, what):
    if not true:
        raise Wrong(what)


def sha(value):
    return hashlib.sha256(WRITE(value).encode()).hexdigest()


def add(x1, y1, x2, y2):
    k = D * x1 * x2 * y1 * y2
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def is_signed(key, message, signature):
    """Say by RFC 8032 whether s B − h A is R; the key A and R are packed points: y, and above it the last bit of x."""
    packed, (sign, y) = bytes.fromhex(signature), divmod(int.from_bytes(key, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    h = int.from_bytes(hashlib.sha512(packed[:32] + key + message).digest(), "little") % L
    s, r, minus_a = int.from_bytes(packed[32:], "little"), (0, 1), (P - x if x & 1 == sign else x, y)
    points = (0, 1), BASE, minus_a, add(*BASE, *minus_a)
    for bit in reversed(range(253)):
        r = add(*add(*r, *r), *points[(s >> bit & 1) + 2 * (h >> bit & 1)])
    found = (r[1] + 2**255 * (r[0] & 1)).to_bytes(32, "little") + s.to_bytes(32, "little")
    return len(key) == 32 and s < L and y < P and x * x % P == square and signature == found.hex()


def check(dossier):
    """Check all but the arithmetic; give opening, ballots, count, and what is left out with the reason."""
    key, signature, head = bytes.fromhex(dossier["key"]), dossier.pop("signature"), "0" * 64
    for number, link in enumerate(dossier["events"], 1):
        head = hashlib.sha256(bytes.fromhex(head + sha(link["event"]))).hexdigest()
        need(link["hash"] == head, f"chain: event {number} does not follow from those before it")
    need(dossier["head"] == head, "chain: the head is not that of the last event")
    opening, *ballots, closing, count = events = [link["event"] for link in dossier["events"]]
    told = [event["kind"] for event in events]
    need(told == ["opening", *["ballot"] * len(ballots), "closing", "count"], "events: one too few or too many")
    castings, rules = sorted(each["casting"] for each in ballots), opening["rules_digest"]
    need([len({*castings}), sha(castings)] == [closing["castings"], closing["digest"]], "closing: other castings")
    need(sha(opening["rules"]) == rules == count["rules_digest"], "rules: not those of the opening")
    need(sha(sorted(count["counted"])) == count["ballots_digest"], "count: its ballots are not those it names")
    left_out = {each["casting"]: each["reason"] for each in count["left_out"]}
    need(sorted([*count["counted"], *(e["casting"] for e in count["left_out"])]) == castings, "count: other ballots")
    need({*left_out.values()} <= {"cast again", "opened again", "recused", "file withdrawn"}, "count: an odd reason")
    last = {(each["juror"], each["dossier"]): each for each in sorted(ballots, key=lambda each: each["number"])}
    need(last.keys() <= {(j, i) for j in opening["jurors"] for i in opening["dossiers"]}, "ballots: one not opened")
    for each in ballots:
        where, again = f"ballots: {each['casting']}", each is not last[each["juror"], each["dossier"]]
        need(again == (left_out.get(each["casting"]) == "cast again"), f"{where}: the last one counts, and no other")
        cast = {name: each[name] for name in ("dossier", "juror", "marks", "number")} | {"comments": {}}
        cast |= {"round": dossier["about"]["round"], "rules": rules}
        need(each.get("commented", True) or sha(cast) == each["casting"], f"{where} is not what was cast")
    need(is_signed(key, WRITE(dossier).encode(), signature), "signature: not that of this content under this key")
    return opening, ballots, count, left_out


def weigh(row, weights):
    return sum((weights[name] * row[name] for name in weights), Fraction()) / sum(weights.values())


def fit(rows, turns=1):
    """Give q and b that make Σ w_ij (y_ij − q_i − b_j)² least, Σ b_j = 0 on each island of jurors, and the islands.

    S b = r, S = D_J − Wᵀ D_E⁻¹ W, r_j = Σ_i w_ij (y_ij − m_i). S + 1 inside an island has no pivot of 0 and Σ b_j = 0.
    Turns after the first are Huber's, 20 or until σ = 0: w = min(1, 1.345 σ / |y − q − b|), σ = 1.4826 × the median.
    """
    w, q, b, near = {i: dict.fromkeys(row, 100) for i, row in rows.items()}, {}, {}, {}
    for row in rows.values():
        near |= dict.fromkeys(together := set(row).union(*(near.get(j, ()) for j in row)), together)
    for _turn in range(turns if rows else 0):
        lines = {j: {k: Fraction(k in near[j]) for k in [*near, "r"]} for j in near}
        for i, row in rows.items():
            for j, y in row.items():
                lines[j] |= {k: lines[j][k] - w[i][j] * w[i][k] / Fraction(sum(w[i].values())) for k in row}
                lines[j] |= {j: lines[j][j] + w[i][j], "r": lines[j]["r"] + w[i][j] * (y - weigh(row, w[i]))}
        for j in near:
            pivot = {k: value / lines[j][j] for k, value in lines[j].items() if k != j}
            lines = {k: {m: line[m] - line[j] * pivot[m] for m in pivot} for k, line in lines.items()} | {j: pivot}
        b = {j: line["r"] for j, line in lines.items()}
        q = {i: weigh({j: y - b[j] for j, y in row.items()}, w[i]) for i, row in rows.items()}
        rest = {(i, j): abs(y - q[i] - b[j]) for i, row in rows.items() for j, y in row.items()}
        largest = max(rest.values()) or 1
        rest = {where: each * 2**96 // largest for where, each in rest.items()}
        limit = Fraction("1.345") * Fraction("1.4826") * median(map(Fraction, rest.values()))
        if not limit:
            break
        w = {i: {j: max(1, (200 * limit / max(limit, rest[i, j]) + 1) // 2) for j in row} for i, row in rows.items()}
    return q, b, near


class Count:
    """The ballots that count as marks[i][j] by criterion, and as rows[i][j] = y_ij: what they come to by the rules."""

    def __init__(self, rules, ballots, decision):
        worst_first, marks = [grade["key"] for grade in reversed(rules.get("grades", ()))], {}
        value = Fraction if rules["weights"] else worst_first.index if worst_first else lambda rank: -Fraction(rank)
        weights = {c: Fraction(v) for c, v in (rules["weights"] or {"grade" if worst_first else "rank": 1}).items()}
        for each in sorted(ballots, key=lambda ballot: ballot["dossier"]):
            need(each["marks"].keys() == weights.keys(), f"ballots: {each['casting']} is not what the rules ask for")
            told = {name: Fraction(value(mark)) for name, mark in each["marks"].items()}
            marks.setdefault(each["dossier"], {})[each["juror"]] = told
        self.rules, self.weights, self.decision, self.all = rules, weights, decision, marks
        self.marks = {i: row for i, row in marks.items() if len(row) >= rules["quorum"]}
        self.rows = {i: {j: weigh(told, weights) for j, told in row.items()} for i, row in self.marks.items()}

    def scores(self, method, rows, h):
        given = {j: [row[j] for row in rows.values() if j in row] for row in rows.values() for j in row}
        match method:
            case "calibrated" | "robust":  # exact; above 500 jurors the house rounds, and nobody recounts it here
                q, _b, near = fit(rows, 21 if method == "robust" else 1)
                need(all(len(near[j]) == len(near) for j in near), "count: the marks lie on islands, not on one scale")
                return q
            case "trimmed":
                return {i: mean(sorted(row.values())[h : len(row) - h]) for i, row in rows.items() if len(row) > 2 * h}
            case "zscore":
                u = max((max(ys) - min(ys) for ys in given.values()), default=0)
                s = {j: variance(ys) / u**2 for j, ys in given.items() if len({*ys}) > 1}
                n = {j: value.numerator * value.denominator for j, value in s.items()}
                k = {j: min(m for m in n.values() if isqrt(m * n[j]) ** 2 == m * n[j]) for j in n}  # alike: one root
                z = {j: isqrt(k[j] * n[j]) * isqrt(k[j] * 10**60) / (k[j] * s[j].numerator * u * 10**30) for j in k}
                return {i: mean((y - mean(given[j])) * z.get(j, 0) for j, y in row.items()) for i, row in rows.items()}
            case "borda":  # 1 for each dossier below on the ballot, ½ for each beside; it stands beside itself
                p = {i: sum((y >= z) + (y > z) for j, y in row.items() for z in given[j]) for i, row in rows.items()}
                return {i: Fraction(p[i] - len(row), 2) for i, row in rows.items()}
            case "schulze":  # those that do not come before it, by the widest paths (Floyd and Warshall)
                d = {(i, k): sum(y > rows[k].get(j, y) for j, y in rows[i].items()) for i, k in permutations(rows, 2)}
                wide = {(i, k): votes if votes > d[k, i] else 0 for (i, k), votes in d.items()}
                for via, i, k in permutations(rows, 3):
                    wide[i, k] = max(wide[i, k], min(wide[i, via], wide[via, k]))
                return {i: Fraction(sum(wide[k, i] <= wide[i, k] for k in rows if k != i)) for i in rows}
        average = {"mean": mean, "median": median, "majority_judgment": median_low}
        need(method in average, f"rules: this file does not recount “{method}”")
        return {i: average[method](row.values()) for i, row in rows.items()}

    def values(self, rung, group):
        """Give what a rung of the ladder finds of tied dossiers; nothing where it cannot compare them."""
        rows, jurors = {i: self.rows[i] for i in group}, {j for i in group for j in self.rows[i]}
        match rung:
            case "medians":  # of one number of ballots, lower and upper are taken out in turn until two differ
                half = lcm(*map(len, rows.values()))
                grades = {i: sorted([*row.values()] * (2 * half // len(row))) for i, row in rows.items()}
                return {i: tuple(zip(each[half - 1 :: -1], each[half:])) for i, each in grades.items()}
            case "preferred":
                d = {(i, k): sum(y > rows[k].get(j, y) for j, y in rows[i].items()) for i, k in permutations(rows, 2)}
                return {i: sum((d[i, k] > d[k, i]) - (d[i, k] < d[k, i]) for k in rows if k != i) for i in rows}
            case "decision":
                return {i: -self.decision.index(i) for i in group} if {*group} <= {*self.decision} else {}
            case "criterion" if self.rules["weights"]:  # of highest weight, equal ones together, then the next
                for level in sorted({*self.weights.values()}, reverse=True):
                    weights = {name: each for name, each in self.weights.items() if each == level}
                    q, _b, near = fit({i: {j: weigh(row[j], weights) for j in row} for i, row in self.marks.items()})
                    if len({q[i] for i in rows}) > 1 and jurors <= near[min(jurors)]:
                        return {i: q[i] for i in rows}
            case "spread" if self.rules["weights"] and all(len(row) > 1 for row in rows.values()):
                _q, b, _near = fit(self.rows)
                return {i: -variance(y - b[j] for j, y in row.items()) for i, row in rows.items()}
        return {}

    def part(self, group, rungs):
        """Give what is left of a tied group, best first: a rung that parts it is asked again in each part."""
        if len(group) == 1 or not rungs:
            return [group]
        value = self.values(rungs[0], group) or dict.fromkeys(group, 0)
        parts = [[i for i in group if value[i] == level] for level in sorted({*value.values()}, reverse=True)]
        return [one for each in parts for one in self.part(each, rungs if len(parts) > 1 else rungs[1:])]

    def result(self, silent):
        """Give what the house has to tell, in its order; `silent` have no ballot that counts: dossier to reason."""
        rules, standings, ties, unit = self.rules, [], [], 10 ** self.rules.get("places", 0)
        q = self.scores(rules["method"], self.rows, rules.get("trim"))
        if "places" in rules:  # a half away from zero
            q = {i: Fraction((2 * abs(y) * unit + 1) // 2 * (1 if y > 0 else -1), unit) for i, y in q.items()}
        need({*rules["ladder"]} <= {"criterion", "preferred", "spread", "decision"}, "rules: a rung is unknown")
        rungs = [*["medians"] * (rules["method"] == "majority_judgment"), *rules["ladder"]]
        raw = {i: mean(row.values()) if rules["weights"] else None for i, row in self.rows.items()}
        ratio = {y: "/".join(map(str, y.as_integer_ratio())) for y in {*q.values(), *raw.values()} - {None}}
        six = {y: f"{'-' * ((n := round(y * 10**6)) < 0)}{abs(n) // 10**6}.{abs(n) % 10**6:06}" for y in ratio}
        means = {i: {"raw": ratio.get(y), "raw_decimal": six.get(y)} for i, y in raw.items()}
        for score in sorted({*q.values()}, reverse=True):
            tied, rank = [i for i in q if q[i] == score], len(standings) + 1
            parts = self.part(tied, rungs)
            ties += [{"dossiers": tied, "rank": rank, "resolved": len(parts) == len(tied)}] if len(tied) > 1 else []
            for part in parts:
                line = {"rank": len(standings) + 1, "score": ratio[score], "decimal": six[score]}
                standings += [{"dossier": i, **line, "ballots": len(self.rows[i]), **means[i]} for i in part]
        why = silent | dict.fromkeys(self.all, "below_quorum") | dict.fromkeys(self.rows, "too_few_to_trim")
        few = [{"dossier": i, "ballots": len(self.all.get(i, ())), "reason": why[i]} for i in sorted(why.keys() - q)]
        return {"standings": standings, "ties": ties, "not_ranked": few}


def verify(raw, key=None):
    """Check a dossier, written as in RFC 8785, and recount it; give what was found, in sentences."""
    dossier = json.loads(raw, parse_float=str)
    need(raw == (text := WRITE(dossier).encode()), f"bytes: not canonical at {len(commonprefix([raw, text])) + 1}")
    opening, ballots, count, left_out = check(dossier)
    need(key in (None, dossier["key"]), f"signature: by another key, {dossier['key']}")
    need(sha(result := count["result"]) == count["result_digest"], "result: its fingerprint is another one")
    counted = Count(opening["rules"], [each for each in ballots if each["casting"] not in left_out], count["decision"])
    gone = {line["dossier"] for line in result["not_ranked"] if line["reason"] == "withdrawn"}
    gone |= {each["dossier"] for each in ballots if left_out.get(each["casting"]) == "file withdrawn"}
    found = counted.result({i: "withdrawn" if i in gone else "no_ballots" for i in opening["dossiers"]})
    result["not_ranked"].sort(key=lambda line: line["dossier"])
    result["ties"] = [{name: tie[name] for name in tie if name != "steps"} for tie in result["ties"]]
    for part, lines in found.items():
        need(len(lines) == len(result[part]), f"result: of {part} {len(result[part])} are told, {len(lines)} found")
        for said, line in zip(result[part], lines):
            need(WRITE(said) == WRITE(line), f"result: {said} is told, {line} is found")
    by, taken = opening["rules"]["method"], sum(not each.get("commented", True) for each in ballots)
    found |= {"method": by, "components": result["components"], "jurors": result["jurors"]}
    need(WRITE(result) == WRITE(found), "result: of another method than the rules name, or more than a result")
    yield f"Signed with the key {dossier['key']}. SHA-256, the seed of the measures: {hashlib.sha256(raw).hexdigest()}"
    yield f"{len(count['counted'])} ballots counted as “{by}”: scores, ranks, ties are right; {taken} fingerprints."
    for line in result["standings"] + result["not_ranked"]:
        yield f"{line.get('rank', '–'):>4}  {line['dossier']}  {line.get('score') or line['reason']}"
    yield from (f"Ballot {casting} does not count: {why}." for casting, why in left_out.items())
    yield from ("The house's word: severities, figures beside steps of ties, islands, recusals.", "All of it holds.")


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write("\n".join([*verify(Path(sys.argv[1]).read_bytes(), *sys.argv[2:]), ""]).encode())
    except OSError as odd:
        sys.exit(f"{odd}\n{__doc__}")
    except Exception as odd:  # noqa: BLE001 - whatever goes wrong here, the dossier does not hold
        sys.exit(f"WRONG. {odd}" if isinstance(odd, Wrong) else f"WRONG. This is no whole dossier: {odd!r:.200}")
