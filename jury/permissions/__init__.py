"""Who may do what in the jury: each question a small function that gives a reason to refuse, or nothing."""

from .assigning import may_assign, may_confirm_assignment, may_view_assignment
from .deliberating import may_deliberate, may_read_deliberation
from .reading import may_open_letter_paper, may_read_dossier, may_read_dossier_evidence, may_read_letters
from .seats import may_answer_seat, may_appoint, may_end_seat, may_invite, may_name_chair, may_see_seat, may_view_panel
from .ties import may_answer_conflicts, may_detect_conflicts, may_impose_conflict, may_view_conflicts, may_view_ties

__all__ = [
    "may_answer_conflicts",
    "may_answer_seat",
    "may_appoint",
    "may_assign",
    "may_confirm_assignment",
    "may_deliberate",
    "may_detect_conflicts",
    "may_end_seat",
    "may_impose_conflict",
    "may_invite",
    "may_name_chair",
    "may_open_letter_paper",
    "may_read_deliberation",
    "may_read_dossier",
    "may_read_dossier_evidence",
    "may_read_letters",
    "may_see_seat",
    "may_view_assignment",
    "may_view_conflicts",
    "may_view_panel",
    "may_view_ties",
]
