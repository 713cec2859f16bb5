"""A juror's own ballot in a round of grades: one grade and a comment, saved, cast, opened again."""

import pytest

from awards_site.canonical import digest
from awards_site.models import Letter
from jury.models import Assignment
from jury.states import RoundKind
from nominations.states import Phase
from scoring import balloting
from scoring.models import Ballot, CastBallot
from scoring.states import BallotStatus, Method
from tests.factories import scoring as factory

pytestmark = pytest.mark.django_db
KEY = "a" * 32


def graded_round(jurors=3, dossiers=2, **rules):
    given = {"kind": RoundKind.FINAL, "phase": Phase.FINAL, "method": Method.MAJORITY_JUDGMENT, **rules}
    return factory.open_round(jurors, dossiers, **given)


def first(of) -> Assignment:
    return Assignment.objects.filter(round=of).select_related("seat__user", "dossier__consent", "round").first()


@pytest.fixture
def assignment():
    return first(graded_round())


def save(assignment, grade="strong", comment=None, version=0):
    marks = {} if grade is None else {"grade": grade}
    sheet = balloting.Sheet(marks, {} if comment is None else {"grade": comment})
    return balloting.save(assignment, sheet, by=assignment.seat.user, version=version)


def cast(assignment, version=1, key=KEY):
    return balloting.cast(assignment, by=assignment.seat.user, key=key, version=version)


def test_a_grade_is_kept_and_the_version_goes_up(assignment):
    ballot = save(assignment, comment="Measured.")
    assert (ballot.version, ballot.grade, ballot.comment) == (1, "strong", "Measured.")
    assert list(Ballot.objects.values_list("version", "grade", "comment")) == [(1, "strong", "Measured.")]


def test_what_a_page_does_not_speak_of_stays(assignment):
    save(assignment, comment="Measured.")
    save(assignment, "weak", version=1)
    save(assignment, None, "Weighed.", version=2)
    assert list(Ballot.objects.values_list("grade", "comment")) == [("weak", "Weighed.")]


def test_two_tabs_never_overwrite_each_other(assignment):
    save(assignment)
    with pytest.raises(balloting.Stale):
        save(assignment, "weak", version=0)
    assert Ballot.objects.get().grade == "strong"


def test_saving_the_same_again_after_a_lost_answer_is_no_conflict(assignment):
    save(assignment)
    assert save(assignment, version=0).version == 1


@pytest.mark.parametrize("marks", [{"grade": "brilliant"}, {"grade": "8"}, {"impact": "strong"}])
def test_a_grade_that_there_is_not_is_refused_and_nothing_is_written(assignment, marks):
    with pytest.raises(balloting.OffTheScale):
        balloting.save(assignment, balloting.Sheet(marks), by=assignment.seat.user, version=0)
    assert Ballot.objects.count() == 0


def test_a_grade_in_a_round_of_marks_is_refused():
    with pytest.raises(balloting.OffTheScale):
        save(first(factory.open_round()))


def test_a_graded_ballot_is_cast_once_with_its_receipt(assignment):
    save(assignment, comment="Measured.")
    casting = cast(assignment)
    assert cast(assignment) == casting
    assert (casting.marks, casting.comments) == ({"grade": "strong"}, {"grade": "Measured."})
    assert casting.digest == digest(balloting.record_of(assignment, casting))
    assert casting.digest in Letter.objects.get(name="scoring/ballot_receipt").text


def test_a_ballot_without_a_grade_is_not_cast(assignment):
    save(assignment, None, "I wonder.")
    with pytest.raises(balloting.Unfinished):
        cast(assignment)
    assert CastBallot.objects.count() == 0


def test_a_round_may_want_a_comment():
    assignment = first(graded_round(comment_required=True))
    save(assignment, comment=" ")
    with pytest.raises(balloting.Unfinished):
        cast(assignment)
    save(assignment, comment="Measured.", version=1)
    assert cast(assignment, version=2).comments == {"grade": "Measured."}


def test_a_ballot_opened_again_is_cast_anew(assignment):
    save(assignment)
    cast(assignment)
    ballot = balloting.reopen(assignment, by=assignment.seat.user, version=2)
    save(assignment, "limited", version=3)
    cast(assignment, version=4, key="b" * 32)
    assert ballot.status == BallotStatus.OPEN
    assert [casting.marks["grade"] for casting in CastBallot.objects.order_by("number")] == ["strong", "limited"]


def test_an_abstention_on_a_graded_ballot_has_its_reason(assignment):
    save(assignment)
    ballot = balloting.abstain(assignment, by=assignment.seat.user, reason="I read no Uzbek.", version=1)
    assert (ballot.status, ballot.reason) == (BallotStatus.ABSTAINED, "I read no Uzbek.")
