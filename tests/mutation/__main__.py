"""What `make mutation` found: of each module how many mutants the tests killed, and which lived.

Ends with 1 where fewer than 95 % were killed. With `lived` it names those alone.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

LEAST_KILLED = 0.95
TRIED = Path("scoring/methods")
FOUND = ("killed", "timeout", "survived", "no tests", "not checked")


def main(wish=""):
    found = {path: verdicts(path) for path in sorted(TRIED.rglob("*.py"))}
    if wish == "lived":
        print(*(name for mutants in found.values() for name, verdict in mutants.items() if verdict == "survived"))
        return 0
    for path, mutants in found.items():
        for name, verdict in mutants.items():
            if verdict not in {"killed", "timeout"}:
                print(f"\n{name}: {verdict}\n{changed(name, path)}")
    print(f"\n| module | mutants | {' | '.join(FOUND)} |\n|---|{'--:|' * (len(FOUND) + 1)}")
    for path, mutants in found.items():
        if mutants:
            print(line(f"`{path.relative_to(TRIED)}`", mutants.values()))
    every = [verdict for mutants in found.values() for verdict in mutants.values()]
    print(line("all", every))
    killed = sum(verdict in {"killed", "timeout"} for verdict in every) / len(every)
    print(f"\n{killed:.1%} of {len(every):,} mutants killed; at least {LEAST_KILLED:.0%} are to be.")
    return 0 if killed >= LEAST_KILLED else 1


def verdicts(path):
    """Give each mutant of a module with what came of it."""
    codes = json.loads(Path("mutants", f"{path}.meta").read_text(encoding="utf-8"))["exit_code_by_key"]
    return {name: status_by_exit_code[code] for name, code in codes.items()}


def line(name, verdicts):
    numbers = Counter(verdicts)
    return f"| {name} | {numbers.total()} | {' | '.join(str(numbers[verdict]) for verdict in FOUND)} |"


def changed(name, path):
    """Give the lines that a mutant changes, before and after."""
    lines = get_diff_for_mutant(name, path=path).splitlines()
    return "\n".join(line for line in lines if line.startswith(("-", "+")) and line[1:3] not in {"--", "++"})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
