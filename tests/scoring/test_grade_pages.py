"""The ballot page of a round of grades: one grade out of those of the rules, a comment, casting, two windows."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from awards_site import clock
from scoring.models import Ballot, CastBallot
from scoring.states import BallotStatus

from .test_grades import first, graded_round
from .test_pages import ballot_url, cost, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return first(graded_round())


@pytest.fixture
def juror(assignment):
    return signed_in(assignment.seat.user)


def sent(version=0, grade="strong", comment="Measured.") -> dict[str, str]:
    return {"version": str(version), "mark-grade": grade, "comment-grade": comment}


def test_the_page_offers_every_grade_best_first_in_the_readers_language(assignment, juror):
    page = juror.get(ballot_url(assignment)).content.decode()
    words = ["Outstanding", "Strong", "Satisfactory", "Limited", "Weak"]
    assert re.findall(r'name="mark-grade" value="\w+" data-word="(\w+)"', page) == words
    with override("fa"):
        assert 'data-word="ممتاز"' in juror.get(ballot_url(assignment)).content.decode()


def test_a_grade_is_saved_looked_at_and_cast_once(assignment, juror):
    page = juror.post(ballot_url(assignment), {**sent(), "then": "cast"}, follow=True).content.decode()
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    assert "<b>Strong</b>" in page
    assert "Measured." in page
    for _ in range(2):
        answer = juror.post(ballot_url(assignment, "cast"), {"version": "1", "key": key})
        assert answer.url == reverse("scoring:desk")
    assert [casting.marks for casting in CastBallot.objects.all()] == [{"grade": "strong"}]
    assert "Strong" in juror.get(reverse("scoring:desk")).content.decode()
    assert "<b>Strong</b>" in juror.get(ballot_url(assignment)).content.decode()


def test_a_ballot_without_a_grade_is_told_so(assignment, juror):
    answer = juror.post(ballot_url(assignment), {**sent(grade=""), "then": "cast"}, follow=True)
    assert "Not cast yet. Still missing: Grade." in answer.content.decode()
    assert "no grade yet" in juror.get(reverse("scoring:desk")).content.decode()


def test_a_saved_grade_answers_script_with_time_and_version(assignment, juror):
    answer = juror.post(ballot_url(assignment, "mark"), sent())
    assert (answer.json()["version"], answer.json()["saved"][:6]) == (1, "Saved ")
    assert juror.post(ballot_url(assignment, "mark"), sent(grade="weak")).status_code == 409


def test_two_windows_are_shown_beside_each_other(assignment, juror):
    juror.post(ballot_url(assignment), sent())
    answer = juror.post(ballot_url(assignment), sent(grade="weak", comment="Weighed."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="mark-grade" value="weak"' in page
    assert 'name="comment-grade" value="Weighed."' in page
    juror.post(ballot_url(assignment), sent(1, "weak", "Weighed."))
    assert list(Ballot.objects.values_list("grade", "comment")) == [("weak", "Weighed.")]


@pytest.mark.parametrize(
    ("forged", "says"),
    [
        (sent(grade="brilliant"), "Choose one of the grades."),
        (sent(grade="8"), "Choose one of the grades."),
        (sent(version="many"), "Load the page again."),
        (sent(comment="Kept. " + "x" * 6000), "5000"),
    ],
)
def test_forged_grades_are_told_what_to_do_and_keep_what_was_typed(assignment, juror, forged, says):
    answer = juror.post(ballot_url(assignment), forged)
    page = answer.content.decode().replace("5,000", "5000")
    assert answer.status_code == 422
    assert says in page
    assert forged["comment-grade"][:6] in page
    assert juror.post(ballot_url(assignment, "mark"), forged).status_code == 422
    assert Ballot.objects.count() == 0


def test_a_graded_ballot_is_abstained_on_and_opened_again(assignment, juror):
    juror.post(ballot_url(assignment, "abstain"), {"version": "0", "reason": "I read no Uzbek."})
    assert "I read no Uzbek." in juror.get(ballot_url(assignment)).content.decode()
    juror.post(ballot_url(assignment, "reopen"), {"version": "1"})
    assert Ballot.objects.get().status == BallotStatus.OPEN


def test_after_the_hour_a_grade_is_read_and_no_longer_written(assignment, juror):
    juror.post(ballot_url(assignment), sent())
    with clock.standing_at(assignment.round.closes_at):
        assert juror.post(ballot_url(assignment), sent(1, "weak")).status_code == 403
        page = juror.get(ballot_url(assignment)).content.decode()
    assert ('type="radio"' in page, "<b>Strong</b>" in page) == (False, True)


def test_the_page_and_its_saving_cost_no_more_than_those_of_marks(assignment, juror):
    juror.post(ballot_url(assignment, "mark"), sent())
    assert cost(lambda: juror.get(ballot_url(assignment))) <= 15
    assert cost(lambda: juror.post(ballot_url(assignment, "mark"), sent(1, "weak"))) <= 10
