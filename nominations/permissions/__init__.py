"""Who may do what in nominations: each question a small function that gives a reason to refuse, or nothing."""

from .nominator import (
    may_ask_referees,
    may_begin,
    may_discard,
    may_edit,
    may_read_evidence,
    may_read_nomination,
    may_reinstate,
    may_submit,
    may_take_back,
    may_withdraw,
    owns,
    reads_as_auditor,
    staff_opens_files,
)

__all__ = [
    "may_ask_referees",
    "may_begin",
    "may_discard",
    "may_edit",
    "may_read_evidence",
    "may_read_nomination",
    "may_reinstate",
    "may_submit",
    "may_take_back",
    "may_withdraw",
    "owns",
    "reads_as_auditor",
    "staff_opens_files",
]
