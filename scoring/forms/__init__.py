"""What scoring's pages ask for: forms check the shape, the stages decide."""

from .ballot import AbstainForm, CastForm, GradeForm, SheetForm, StateForm, sheet_of
from .board import HoldForm, MomentForm, VoteForm
from .ranking import CastRankingForm, RankingForm, RankingStateForm, rank_sheet_of
from .room import AsideForm, CorrectionForm, ReasonForm, TieForm
from .rubric import CriteriaFormSet, RubricForm, criteria_in, rows_of
from .rules import RulesForm, SensibleForm
from .shortlist import ShortlistVoteForm
from .whatif import WhatIfForm

__all__ = [
    "AbstainForm",
    "AsideForm",
    "CastForm",
    "CastRankingForm",
    "CorrectionForm",
    "CriteriaFormSet",
    "GradeForm",
    "HoldForm",
    "MomentForm",
    "RankingForm",
    "RankingStateForm",
    "ReasonForm",
    "RubricForm",
    "RulesForm",
    "SensibleForm",
    "SheetForm",
    "ShortlistVoteForm",
    "StateForm",
    "TieForm",
    "VoteForm",
    "WhatIfForm",
    "criteria_in",
    "rank_sheet_of",
    "rows_of",
    "sheet_of",
]
