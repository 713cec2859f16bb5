"""What can be wrong with one line of a file of marks, and what to do about it."""

from typing import Final

from scoring.methods.refusals import gettext_noop

NOT_TEXT: Final = gettext_noop("Line %(line)s is not UTF-8 text. Save the file as “CSV UTF-8” and try again.")
NOT_CSV: Final = gettext_noop(
    "Line %(line)s cannot be read as CSV (%(problem)s). Look for a quotation mark that is not closed."
)
UNKNOWN_COLUMN: Final = gettext_noop(
    "Line %(line)s: there is no use for a column “%(column)s”. "
    "Keep only juror, dossier, mark and, where needed, criterion."
)
DOUBLE_COLUMN: Final = gettext_noop("Line %(line)s: the column “%(column)s” stands there twice. Keep one.")
MISSING_COLUMN: Final = gettext_noop(
    "Line %(line)s: the column “%(column)s” is missing. Begin the file with the header juror,dossier,mark."
)
RAGGED: Final = gettext_noop(
    "Line %(line)s has %(found)s fields, the header has %(wanted)s. "
    "Put names with commas in quotation marks, and give every field."
)
EMPTY: Final = gettext_noop("Line %(line)s: the column “%(column)s” is empty. Fill it in, or take the row out.")
UNPRINTABLE: Final = gettext_noop(
    "Line %(line)s: the column “%(column)s” has a character that cannot be printed. Type the name again."
)
NOT_A_MARK: Final = gettext_noop(
    "Line %(line)s: “%(mark)s” is not a mark. Write a decimal such as 8 or 8.5, "
    "and leave out the row of somebody who abstained."
)
DOUBLE_MARK: Final = gettext_noop(
    "Line %(line)s: %(juror)s already marked %(dossier)s on line %(first)s. Keep one of the two rows."
)
DOUBLE_CRITERION: Final = gettext_noop(
    "Line %(line)s: %(juror)s already marked %(dossier)s for “%(criterion)s” on line %(first)s. "
    "Keep one of the two rows."
)
NO_WEIGHT: Final = gettext_noop(
    "Line %(line)s: the criterion “%(criterion)s” has no weight. Add it to the weights, or correct its name."
)
UNFINISHED: Final = gettext_noop(
    "Line %(line)s: the ballot of %(juror)s on %(dossier)s has no mark for “%(criterion)s”. "
    "Add the row, or take out the whole ballot."
)
NO_CRITERIA: Final = gettext_noop(
    "Line %(line)s: there are weights but no column “criterion”. Add the column, or leave out the weights."
)
