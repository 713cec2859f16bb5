"""`make bench-tally`: counting at size, beside what a statistician would use; ends with 1 where a goal is missed.

Each line is a process of its own: for its peak memory, and so that a fast line owes nothing to a slow one before it.
It takes the passes over its arrays in turn with the counting, so both feel the same neighbours; of both the best
counts. A pass is `one_pass`: numpy's sum of the dossiers, of the jurors and of the marks, 16 bytes a score. Times are
those of the processor, with one thread for everybody: on a machine that does nothing else they are those of the clock.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.contenders import OVER_ARRAYS, contender, one_pass
from tests.bench.tables import Shape, read, write

MEGABYTE = 2**20
ALONE = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
PLAIN = ("one pass over the arrays", "numpy mean", "pandas mean")
OURS = ("calibrated", "calibrated, without numba")
SMALL, JURY = Shape(200, 15, 5), Shape(200, 15, 15)
MIDDLE, MILLION, TEN = Shape(10_000, 500, 5), Shape(200_000, 5_000, 5), Shape(2_000_000, 5_000, 5)
LINES: list[tuple[Shape, tuple[str, ...]]] = [
    (
        SMALL,
        (
            *PLAIN,
            "statsmodels OLS with dummies",
            *OURS,
            "calibrated with standard errors",
            "exact count",
            "all measures",
        ),
    ),
    (JURY, ("exact count", "all measures")),
    (MIDDLE, (*PLAIN, *OURS, "calibrated with standard errors")),
    (MILLION, (*PLAIN, *OURS)),
    (TEN, (*PLAIN, *OURS)),
]


@dataclass(frozen=True)
class Figure:
    """Best time in seconds, best time of a pass, peak memory in bytes, and what the count said."""

    seconds: float
    a_pass: float
    peak: int
    said: str

    @property
    def passes(self) -> float:
        return self.seconds / self.a_pass


@dataclass(frozen=True)
class Goal:
    """What a line has to reach."""

    name: str
    shape: Shape
    said: str
    met: Callable[[Figure], bool]


GOALS = [
    Goal("calibrated", MILLION, "at most 30 passes", lambda figure: figure.passes <= 30),
    Goal("calibrated", TEN, "at most 20 passes", lambda figure: figure.passes <= 20),
    Goal("calibrated", TEN, "at most 600 MB", lambda figure: figure.peak <= 600 * MEGABYTE),
    Goal("calibrated with standard errors", MIDDLE, "under 0.2 s", lambda figure: figure.seconds < 0.2),
    Goal("exact count", SMALL, "under 50 ms", lambda figure: figure.seconds < 0.05),
    Goal("exact count", JURY, "under 50 ms", lambda figure: figure.seconds < 0.05),
    Goal("all measures", SMALL, "under 1 s", lambda figure: figure.seconds < 1),
    Goal("all measures", JURY, "under 1 s", lambda figure: figure.seconds < 1),
]


def main(arguments: list[str]) -> int:
    """Measure one line where it is named, else all of them."""
    if arguments:
        name, folder, *numbers = arguments
        print(json.dumps(asdict(measured(name, Shape(*map(int, numbers)), Path(folder)))))
        return 0
    figures = {(name, shape): figure for shape, names in LINES for name, figure in at_size(shape, names)}
    faults = [
        f"{goal.name}, {goal.shape}: not {goal.said}" for goal in GOALS if not goal.met(figures[goal.name, goal.shape])
    ]
    print(f"\n{statistics_of_r()}")
    print("\n".join([f"All {len(GOALS)} goals are met." if not faults else "Missed:", *faults]))
    return 1 if faults else 0


def at_size(shape: Shape, names: tuple[str, ...]) -> list[tuple[str, Figure]]:
    """Draw one table and let everybody count it, one process after the other."""
    print(f"\n{shape}: {shape.scores:,} scores", flush=True)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        write(shape, Path(folder))
        for name in names:
            command = [sys.executable, "-m", "tests.bench.tallying", name, folder, *map(str, shape)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True, env=ALONE).stdout
            found.append((name, Figure(**json.loads(answer))))
            print(line_of(name, shape, found[-1][1]), flush=True)
    return found


def measured(name: str, shape: Shape, folder: Path, *, most: float = 4.0, times: int = 15) -> Figure:
    """Count and pass in turn, at least three times and up to a limit of either; the first, which compiles, is free."""
    table = read(folder)
    counting, passing = contender(name, shape, table), one_pass(table)
    said = counting()
    seconds, passes = [], []
    while len(seconds) < 3 or (len(seconds) < times and sum(seconds) < most):
        passes += [clocked(passing) for _ in range(3)]
        seconds.append(clocked(counting))
    return Figure(min(seconds), min(passes), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, said)


def clocked(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def line_of(name: str, shape: Shape, figure: Figure) -> str:
    """Write one line of the table."""
    passes = f"{figure.passes:10,.1f}" if name in OVER_ARRAYS else " " * 10
    goals = ", ".join(
        f"{goal.said}: {'yes' if goal.met(figure) else 'NO'}"
        for goal in GOALS
        if (goal.name, goal.shape) == (name, shape)
    )
    room = f"{figure.peak / MEGABYTE:6.0f} MB"
    return f"  {name:32}{figure.seconds * 1000:11,.3f} ms{passes} passes{room}  {figure.said:42}{goals}".rstrip()


def statistics_of_r() -> str:
    """Say whether lme4 could be measured."""
    if not shutil.which("Rscript"):
        return "lme4: not measured, there is no R here."
    script = 'cat(requireNamespace("lme4", quietly = TRUE))'
    answer = subprocess.run(["Rscript", "-e", script], check=False, capture_output=True, text=True).stdout
    return f"lme4: {'there' if answer == 'TRUE' else 'not measured, R has no lme4'}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
