"""Ballots as a table: out for Secretary General and auditor after the close, and each juror's own sheet both ways.

Nobody's ballot is ever written by anybody else: what comes in is the reader's own.
"""

from .ballots import BallotResource, castings_that_count
from .columns import columns_of
from .own import SheetResource, headings, own_rows

__all__ = ["BallotResource", "SheetResource", "castings_that_count", "columns_of", "headings", "own_rows"]
