"""What can be wrong with one line of a file of marks, and what to do about it."""

from typing import Final

from scoring.methods.refusals import gettext_noop

NOT_TEXT: Final = gettext_noop("Line %(line)s is not UTF-8 text. Save the file as “CSV UTF-8” and try again.")
NOT_CSV: Final = gettext_noop(
    "Line %(line)s cannot be read as CSV (%(problem)s). Look for a quotation mark that is not closed."
)
UNKNOWN_COLUMN: Final = gettext_noop(
    "Line %(line)s: there is no use for a column “%(column)s”. "
    "Keep only juror, dossier, one of mark, rank and grade and, where needed, criterion and count."
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
NOT_A_RANK: Final = gettext_noop(
    "Line %(line)s: “%(rank)s” is not a rank. Write 1 for the best, 2 for the next and so on, "
    "and leave out the row of a dossier that was not ranked."
)
NOT_A_GRADE: Final = gettext_noop(
    "Line %(line)s: “%(grade)s” is not one of the grades. Correct it, or name it among the grades."
)
NOT_A_COUNT: Final = gettext_noop(
    "Line %(line)s: “%(count)s” is not a number of jurors. Write a whole number from 1 to 1,000,000,000."
)
OTHER_COUNT: Final = gettext_noop(
    "Line %(line)s: %(juror)s stands for %(count)s jurors here and for %(before)s on line %(first)s. "
    "Give the same number on every row of one juror."
)
TWO_VALUES: Final = gettext_noop(
    "Line %(line)s: the columns “%(one)s” and “%(other)s” stand side by side. Keep one of them."
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
SEVERAL_CRITERIA: Final = gettext_noop(
    "Line %(line)s: ranks and grades stand for the whole dossier, and “%(criterion)s” is a second criterion. "
    "Keep the rows of one criterion, or give marks."
)
NO_GRADES: Final = gettext_noop(
    "Line %(line)s: the order of grades is given, but there is no column “grade”. Add the column, or leave it out."
)
GRADES_WITHOUT_ORDER: Final = gettext_noop(
    "Line %(line)s: the column “grade” holds words. Say which is better: name all grades, best first, with --grades."
)
NO_CRITERIA: Final = gettext_noop(
    "Line %(line)s: there are weights but no column “criterion”. Add the column, or leave out the weights."
)
