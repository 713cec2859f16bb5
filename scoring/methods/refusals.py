"""Before any count: why it cannot be taken, each reason with a sentence for the person who reads it.

`sentence` is the translatable English text and `facts` what fills it, so that a caller with a
catalogue says it in the reader's language: `gettext(refusal.sentence) % refusal.facts`.
"""


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogue without translating it here."""
    return sentence


class Refusal(ValueError):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """Nothing was counted. `str()` is the sentence in English."""

    sentence: str = gettext_noop("The count was refused.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence % facts)


class UnknownMethod(Refusal):
    """Raised for a method that no module of this package provides."""

    sentence = gettext_noop("There is no method “%(method)s”. Choose one of: %(known)s.")


class UnknownRung(Refusal):
    """Raised for a rung of the tie ladder that does not exist."""

    sentence = gettext_noop("The tie ladder has no rung “%(rung)s”. Choose from: %(known)s.")


class BadWeight(Refusal):
    """Raised for a weight that is not an exact number above zero."""

    sentence = gettext_noop("The weight of “%(criterion)s” is %(weight)s. Give an exact number above zero.")


class UnreadableWeights(Refusal):
    """Raised where the weights are not written as NAME=25,NAME=20."""

    sentence = gettext_noop(
        "The weights cannot be read at “%(part)s”. Write them as NAME=25,NAME=20: "
        "each criterion once, each weight a decimal above zero."
    )


class BadQuorum(Refusal):
    """Raised for a quorum below one ballot."""

    sentence = gettext_noop("The quorum is %(quorum)s. Give a whole number of at least 1.")


class BadTrim(Refusal):
    """Raised for a number of ballots to drop that is not 0 or more."""

    sentence = gettext_noop("The number of ballots to drop at either end is %(trim)s. Give a whole number from 0.")


class BadPlaces(Refusal):
    """Raised for a number of decimals that is not 0 or more."""

    sentence = gettext_noop("The number of decimals to round to is %(places)s. Give a whole number from 0, or none.")


class BadGrades(Refusal):
    """Raised for grades that do not stand in one clear order."""

    sentence = gettext_noop(
        "The grades cannot be read at “%(grade)s”. Name each of them once, best first, with commas between."
    )


class UnknownGrade(Refusal):
    """Raised for a grade that the rules do not name."""

    sentence = gettext_noop(
        "“%(grade)s”, given by %(juror)s to %(dossier)s, is not one of the grades. "
        "Name all grades from best to worst, or correct the ballot."
    )


class MixedBallots(Refusal):
    """Raised where some ballots hold marks, some ranks or some grades."""

    sentence = gettext_noop("Some ballots hold marks, others ranks or grades. Count each kind by itself.")


class RanksAlone(Refusal):
    """Raised for a method that needs more than each juror's order."""

    sentence = gettext_noop(
        "These ballots hold ranks, and the method “%(method)s” does not count ranks. Choose one of: %(known)s."
    )


class GradesAlone(Refusal):
    """Raised for a method that needs distances, where there are words."""

    sentence = gettext_noop(
        "These ballots hold grades, and the method “%(method)s” does not count grades. Choose one of: %(known)s."
    )


class BadCount(Refusal):
    """Raised for a line that stands for no whole number of jurors."""

    sentence = gettext_noop(
        "%(juror)s stands for %(count)s equal jurors. Give a whole number from 1 to 1,000,000,000."
    )


class UnequalCounts(Refusal):
    """Raised where one juror stands for so many on one dossier and for another number on the next."""

    sentence = gettext_noop(
        "%(juror)s stands for different numbers of equal jurors. Give the same number on every dossier."
    )


class TooManyDossiers(Refusal):
    """Raised where comparing all with all would take too long."""

    sentence = gettext_noop(
        "There are %(dossiers)s dossiers, and this method compares at most %(most)s with each other. "
        "Choose another method, or count the shortlist."
    )


class TooManyJurors(Refusal):
    """Raised for a jury too large for a method that has no way but the exact one."""

    sentence = gettext_noop(
        "There are %(jurors)s jurors, and this method counts at most %(most)s. Count with the calibrated mean."
    )


class UnfinishedBallot(Refusal):
    """Raised for a ballot without a mark on some criterion: the caller leaves such ballots out."""

    sentence = gettext_noop(
        "The ballot of %(juror)s on %(dossier)s has no mark for “%(criterion)s”. "
        "Finish it or leave it out of the count."
    )


class UnknownCriterion(Refusal):
    """Raised for a mark on a criterion that carries no weight."""

    sentence = gettext_noop(
        "The ballot of %(juror)s on %(dossier)s marks “%(criterion)s”, which has no weight. "
        "Give it a weight or take the mark out."
    )


class DuplicateBallot(Refusal):
    """Raised when one juror has two ballots on one dossier."""

    sentence = gettext_noop("%(juror)s has two ballots on %(dossier)s. Keep the one that counts.")


class InexactNumber(Refusal):
    """Raised for a binary float on the way to a rank."""

    sentence = gettext_noop("%(value)s (%(where)s) is not an exact number. Give a whole number or a fraction.")


class BadDecision(Refusal):
    """Raised for a recorded decision that names a dossier twice or one without ballots."""

    sentence = gettext_noop(
        "The recorded decision names %(dossier)s twice, or nobody marked it. List each tied dossier once, best first."
    )


class BadFile(Refusal):
    """Raised where a file of marks cannot be read at all."""

    sentence = gettext_noop("The file has no marks. Write one row for each mark below the header juror,dossier,mark.")


class BadRow(Refusal):
    """Raised for one line of a file of marks; `line` counts from 1, the header."""

    def __init__(self, sentence: str, *, line: int, **facts: object) -> None:
        self.sentence = sentence
        self.line = line
        super().__init__(line=line, **facts)


class TooLooselyLinked(Refusal):
    """Raised when so few ballots join the parts of a large jury that rounding could decide."""

    sentence = gettext_noop(
        "Too few ballots join the parts of this jury of %(jurors)s: the marks cannot be compared "
        "safely. Let more jurors read dossiers of other panels, or count with the plain mean."
    )
