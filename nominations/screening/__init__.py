"""The secretariat's look at a file: each gate noted with its evidence, then a decision with rule, reason and name.

Decisions are rows that never change; a revision is a new one, by somebody else than whoever made the first. Consent is
shown beside the gates and stands apart from them: an eligible file reaches jurors only with it.
"""

from nominations.states import BY_THE_NOMINEE

from .confirming import confirm, refuse, take_back
from .deciding import admit, exclude, holds, is_in_time, send_back
from .gates import NOTE_AT_MOST, Finding, note_gate, note_gates, read_contacts
from .noting import strike_out, write_note
from .refusals import (
    ForeignRule,
    GatesOpen,
    Lapsed,
    NoSuchMove,
    NotMet,
    PreparedAlready,
    Stale,
    Unanswered,
    Unexplained,
    WrongDate,
)
from .versions import token

__all__ = [
    "BY_THE_NOMINEE",
    "NOTE_AT_MOST",
    "Finding",
    "ForeignRule",
    "GatesOpen",
    "Lapsed",
    "NoSuchMove",
    "NotMet",
    "PreparedAlready",
    "Stale",
    "Unanswered",
    "Unexplained",
    "WrongDate",
    "admit",
    "confirm",
    "exclude",
    "holds",
    "is_in_time",
    "note_gate",
    "note_gates",
    "read_contacts",
    "refuse",
    "send_back",
    "strike_out",
    "take_back",
    "token",
    "write_note",
]
