"""The tie ladder: rung after rung until no two of the tied dossiers are left together."""

from collections.abc import Sequence
from typing import Final

from scoring.methods.evidence import Evidence
from scoring.methods.ranking import placed
from scoring.methods.refusals import UnknownRung
from scoring.methods.rungs import RUNGS
from scoring.methods.trace import Group, Step, Test, TieTrace

LADDER: Final[tuple[str, ...]] = ("criterion", "preferred", "spread", "decision")

#: what is asked again inside each part, because fewer rivals can give a clear answer where many gave none
ASKED_AGAIN: Final = ("preferred", "medians")


def check_ladder(ladder: Sequence[str]) -> None:
    """Raise UnknownRung for a rung that does not exist, or where there is no list of rungs at all."""
    if not isinstance(ladder, list | tuple):
        raise UnknownRung(rung=str(ladder), known=", ".join(RUNGS))
    for rung in ladder:
        if rung not in list(RUNGS):
            raise UnknownRung(rung=str(rung), known=", ".join(RUNGS))


def part(
    groups: Sequence[Group], *, evidence: Evidence, ladder: Sequence[str], first: Sequence[Test] = ()
) -> tuple[list[Group], tuple[TieTrace, ...]]:
    """Take groups of equal score, best first, and part those that the ladder can part.

    `first` are tests that a method asks before the ladder.
    Gives the finer groups, best first, and a trace for each group that was tied.
    """
    tests = [*first, *(test for rung in ladder for test in RUNGS[rung](evidence))]
    finer: list[Group] = []
    traces: list[TieTrace] = []
    for rank, group in placed(groups):
        parts, steps = climb(group, tests)
        finer += parts
        if len(group) > 1:
            traces.append(TieTrace(group, rank, tuple(steps), resolved=len(parts) == len(group)))
    return finer, tuple(traces)


def climb(group: Group, tests: Sequence[Test]) -> tuple[list[Group], list[Step]]:
    """Put one tied group to the tests in their order.

    What a test parts goes on separately.
    """
    parts: list[Group] = []
    steps: list[Step] = []
    waiting = [(group, 0)]
    while waiting:
        tied, turn = waiting.pop()
        if len(tied) == 1 or turn == len(tests):
            parts.append(tied)
            continue
        step = tests[turn](tied)
        steps.append(step)
        again = step.rung in ASKED_AGAIN and len(step.groups) > 1
        waiting += [(one, turn if again else turn + 1) for one in reversed(step.groups)]
    return parts, steps
