"""What scoring's pages ask for: forms check the shape, the stages decide."""

from .ballot import AbstainForm, CastForm, GradeForm, SheetForm, StateForm, sheet_of
from .board import HoldForm, MomentForm, VoteForm
from .ranking import CastRankingForm, RankingForm, RankingStateForm, rank_sheet_of
from .room import CorrectionForm, ReasonForm, TieForm
from .whatif import WhatIfForm

__all__ = [
    "AbstainForm",
    "CastForm",
    "CastRankingForm",
    "CorrectionForm",
    "GradeForm",
    "HoldForm",
    "MomentForm",
    "RankingForm",
    "RankingStateForm",
    "ReasonForm",
    "SheetForm",
    "StateForm",
    "TieForm",
    "VoteForm",
    "WhatIfForm",
    "rank_sheet_of",
    "sheet_of",
]
