"""Letters of support: asked for by a nominator, written or sent as a PDF by a referee from a link, without an account.

The nominator learns where a letter is, never what it says.
"""

from .asking import first_day, may_be_asked, request
from .refusals import Enough, NotAReferee, Stale, TooSoon, Undeclared, WrongDate, WrongLength
from .reminding import nudge, nudges_due, remind, send_link
from .writing import MEGABYTES_AT_MOST, WORDS_LEAST, WORDS_MOST, decline, receive, speak

__all__ = [
    "MEGABYTES_AT_MOST",
    "WORDS_LEAST",
    "WORDS_MOST",
    "Enough",
    "NotAReferee",
    "Stale",
    "TooSoon",
    "Undeclared",
    "WrongDate",
    "WrongLength",
    "decline",
    "first_day",
    "may_be_asked",
    "nudge",
    "nudges_due",
    "receive",
    "remind",
    "request",
    "send_link",
    "speak",
]
