"""What scoring's pages ask for: forms check the shape, the stages decide."""

from .ballot import AbstainForm, CastForm, SheetForm, StateForm, sheet_of
from .board import HoldForm, MomentForm, VoteForm
from .room import ReasonForm, TieForm

__all__ = [
    "AbstainForm",
    "CastForm",
    "HoldForm",
    "MomentForm",
    "ReasonForm",
    "SheetForm",
    "StateForm",
    "TieForm",
    "VoteForm",
    "sheet_of",
]
