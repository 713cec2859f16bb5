"""The rows of scoring, in the order of the flow."""

from .announcement import Announcement, Laureate
from .ballot import Ballot, CastBallot, Mark
from .correction import Correction
from .measured import Measured
from .ratification import BoardVote, Ratification
from .rubric import Anchor, Criterion, Rubric
from .rules import Rules
from .sealed import Salt, Sealed
from .shortlist_vote import ShortlistVote
from .tally import Standing, Tally

__all__ = [
    "Anchor",
    "Announcement",
    "Ballot",
    "BoardVote",
    "CastBallot",
    "Correction",
    "Criterion",
    "Laureate",
    "Mark",
    "Measured",
    "Ratification",
    "Rubric",
    "Rules",
    "Salt",
    "Sealed",
    "ShortlistVote",
    "Standing",
    "Tally",
]
