"""The spans of phases in which the jury's questions are answered yes; P0 to P8 are those of the permission table."""

from nominations.states import Phase

BEFORE_THE_JURY = frozenset({Phase.SETUP, Phase.CALL_OPEN})
JUDGING = frozenset({Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL})
SCREENING_AND_JUDGING = JUDGING | {Phase.SCREENING}
UNTIL_JUDGED = BEFORE_THE_JURY | SCREENING_AND_JUDGING
UNTIL_RATIFIED = SCREENING_AND_JUDGING | {Phase.DELIBERATION, Phase.RATIFICATION}
UNTIL_ANNOUNCED = UNTIL_RATIFIED | {Phase.EMBARGO}
FROM_SCREENING = frozenset(Phase) - BEFORE_THE_JURY
FROM_JUDGING = FROM_SCREENING - {Phase.SCREENING}
LETTERS = FROM_JUDGING - {Phase.ANNOUNCED, Phase.ARCHIVED}
