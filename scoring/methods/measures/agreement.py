"""How far the jurors agree, gathered: one figure for any table, and three more where the panel is complete."""

from dataclasses import dataclass

from scoring.methods.measures.concordance import kendall_w
from scoring.methods.measures.intraclass import intraclass, mean_squares
from scoring.methods.measures.krippendorff import alpha
from scoring.methods.measures.table import Table, lines_of
from scoring.methods.writing import Plain


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's α (interval), ICC(A,1), ICC(A,k) and Kendall's W; None where undefined."""

    alpha: float | None = None
    icc_a_1: float | None = None
    icc_a_k: float | None = None
    kendall_w: float | None = None

    def as_json(self) -> Plain:
        """Give the agreed keys."""
        return {
            "krippendorff_alpha_interval": self.alpha,
            "icc_a_1": self.icc_a_1,
            "icc_a_k": self.icc_a_k,
            "kendall_w": self.kendall_w,
        }


def agreement_of(table: Table) -> Agreement:
    """Work out what is defined for this table."""
    lines = lines_of(table)
    if lines is None:
        return Agreement(alpha(table))
    correlations = intraclass(mean_squares(lines))
    return Agreement(alpha(table), correlations.a_1, correlations.a_k, kendall_w(lines))
