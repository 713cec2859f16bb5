"""The rows of the jury, in the order of the flow."""

from .conflict import Conflict
from .grants import READ, DossierGrant
from .panel import Panel, Seat
from .reading import calls_in, dossiers_visible_to
from .recommendation import Outcome, Recommendation
from .round import Assignment, Entry, Round

__all__ = [
    "READ",
    "Assignment",
    "Conflict",
    "DossierGrant",
    "Entry",
    "Outcome",
    "Panel",
    "Recommendation",
    "Round",
    "Seat",
    "calls_in",
    "dossiers_visible_to",
]
