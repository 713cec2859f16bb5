"""Where the count ends: everything a reader needs to follow it and to take it again."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.methods.outcome import Contribution
from scoring.methods.standings import NotRanked, Severity, Standing
from scoring.methods.trace import Path, TieTrace
from scoring.methods.writing import (
    Plain,
    plain_contribution,
    plain_not_ranked,
    plain_path,
    plain_severity,
    plain_standing,
    plain_tie,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A whole count, best first. Equal ranks stand in the order of their names, for reading only.

    `components` is the number of islands of the juror–dossier graph. `working[dossier]` lists
    what each ballot contributed, `paths` is the further working of `schulze`. `residual` is None for
    an exact count, else max |S b − r|.
    """

    method: str
    components: int
    standings: tuple[Standing, ...]
    jurors: tuple[Severity, ...]
    ties: tuple[TieTrace, ...]
    not_ranked: tuple[NotRanked, ...]
    working: Mapping[str, tuple[Contribution, ...]]
    residual: float | None = None
    paths: tuple[Path, ...] = ()

    def as_json(self, *, working: bool = True) -> Plain:
        """Give plain values for JSON, fractions as "p/q" with a decimal beside.

        The same ballots and rules give the same dict in whatever order the ballots came. Without
        `working` the part of each single ballot is left out.
        """
        plain: Plain = {
            "method": self.method,
            "components": self.components,
            "standings": [plain_standing(standing) for standing in self.standings],
            "jurors": [plain_severity(severity) for severity in self.jurors],
            "ties": [plain_tie(tie) for tie in self.ties],
            "not_ranked": [plain_not_ranked(left_out) for left_out in self.not_ranked],
            "residual": self.residual,
        }
        if working:
            plain["working"] = {
                dossier: [plain_contribution(part) for part in parts]
                for dossier, parts in sorted(self.working.items())
            }
            plain["paths"] = [plain_path(path) for path in self.paths]
        return plain
