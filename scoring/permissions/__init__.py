"""Who may score, watch, count, ratify and announce: each question one small rule.

The stages require them, the views open by them, the templates ask them. A tie always beats what a role would allow.
"""

from .ballots import (
    ask_all_anew,
    ask_anew,
    may_export_ballots,
    may_rank,
    may_read_ballot,
    may_reopen,
    may_score,
    may_see_own_ballot,
    may_see_own_ranking,
    may_take_own_sheet,
    visible_ballots,
    with_answers,
)
from .outcome import (
    may_confirm_moment,
    may_hold,
    may_propose_moment,
    may_take_result_dossier,
    may_take_salts,
    may_view_announcement,
    may_view_ratification,
    may_vote,
)
from .rounds import (
    may_close_round,
    may_confirm_shortlist,
    may_decide_tie,
    may_open_round,
    may_recount,
    may_take_tally,
    may_view_progress,
    may_view_result,
)

__all__ = [
    "ask_all_anew",
    "ask_anew",
    "may_close_round",
    "may_confirm_moment",
    "may_confirm_shortlist",
    "may_decide_tie",
    "may_export_ballots",
    "may_hold",
    "may_open_round",
    "may_propose_moment",
    "may_rank",
    "may_read_ballot",
    "may_recount",
    "may_reopen",
    "may_score",
    "may_see_own_ballot",
    "may_see_own_ranking",
    "may_take_own_sheet",
    "may_take_result_dossier",
    "may_take_salts",
    "may_take_tally",
    "may_view_announcement",
    "may_view_progress",
    "may_view_ratification",
    "may_view_result",
    "may_vote",
    "visible_ballots",
    "with_answers",
]
