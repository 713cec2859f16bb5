"""The ranking page as jurors meet it: numbers without script, saving with it, casting once, two windows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site import clock
from jury.models import Assignment, Conflict
from jury.states import AssignmentStatus, Tie
from nominations.models import Consent
from nominations.states import ConsentStatus
from scoring.models import Ballot, CastBallot
from scoring.states import BallotStatus
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import ballot_url, signed_in
from .test_rankings import ORDER, on_record, own_of, ranked_round

pytestmark = pytest.mark.django_db
ORDERED = {"M-001": "2", "M-002": "1", "M-003": "3"}
AT_MOST = {"ranking": 15, "rank": 8}


@pytest.fixture
def own():
    return own_of(ranked_round())


@pytest.fixture
def juror(own):
    return signed_in(own[0].seat.user)


def url(own, name="ranking") -> str:
    return reverse(f"scoring:{name}", kwargs=own[0].round.slugs)


def sent(ranks=None, version="M-001:0 M-002:0 M-003:0", **more) -> dict[str, str]:
    given = ORDERED if ranks is None else ranks
    return {"version": version, **{f"rank-{code}": rank for code, rank in given.items()}, **more}


def state(answer) -> str:
    return re.search(r'name="version" value="([^"]*)"', answer.content.decode())[1]


def order_in(page: str) -> list[str]:
    return re.findall(r'id="p-(M-\d+)"', page)


def cast(juror, own, key="a" * 32):
    shown = state(juror.get(url(own)))
    return juror.post(url(own, "cast_ranking"), {"version": shown, "key": key})


def test_the_desk_leads_to_the_ranking(own, juror):
    page = juror.get(reverse("scoring:desk")).content.decode()
    assert f'href="{url(own)}">Go on with your ranking' in page
    juror.post(url(own), sent())
    page = juror.get(reverse("scoring:desk")).content.decode()
    assert "rank 2, not cast" in page
    cast(juror, own)
    assert "All your ballots are done" in juror.get(reverse("scoring:desk")).content.decode()


def test_the_page_lists_every_dossier_with_all_ranks_and_its_file(own, juror):
    page = juror.get(url(own)).content.decode()
    assert order_in(page) == ["M-001", "M-002", "M-003"]
    assert len(re.findall(r'<option value="\d">', page)) == 9
    assert all(f'href="{ballot_url(each)}"' in page for each in own)


def test_a_get_changes_nothing(own, juror):
    juror.get(url(own))
    juror.get(url(own, "cast_ranking"))
    assert Ballot.objects.count() == 0


def test_ranks_are_saved_without_script_and_stand_in_their_order(own, juror):
    answer = juror.post(url(own), sent(**{"comment-M-002": "The best."}))
    page = juror.get(answer.url).content.decode()
    assert on_record() == ORDER
    assert order_in(page) == ["M-002", "M-001", "M-003"]
    assert "The best." in page


def test_equal_ranks_are_said_to_be_equal(own, juror):
    juror.post(url(own), sent({"M-001": "1", "M-002": "1", "M-003": "2"}))
    page = juror.get(url(own)).content.decode()
    assert page.count("equal with") == 3  # two lines, and the script's words
    assert "equal with " + (own[1].dossier.nominee.city or own[1].dossier.nominee.name) in page


def test_a_ranking_is_looked_at_again_then_cast_once(own, juror):
    answer = juror.post(url(own), sent({**ORDERED, "M-003": "2"}, then="cast"), follow=True)
    page = answer.content.decode()
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    assert re.findall(r'<td class="num">(\d)</td>', page) == ["1", "2", "2"]
    for _ in range(2):
        done = juror.post(url(own, "cast_ranking"), {"version": state(answer), "key": key})
        assert done.url == reverse("scoring:desk")
    assert CastBallot.objects.count() == 3


def test_a_dossier_without_a_rank_leads_back_and_is_named(own, juror):
    answer = juror.post(url(own), sent({"M-001": "1", "M-002": "2", "M-003": ""}, then="cast"), follow=True)
    page = answer.content.decode()
    name = own[2].dossier.nominee.city or own[2].dossier.nominee.name
    assert answer.redirect_chain[-1][0] == url(own)
    assert f"Not cast yet. Still missing: {name}." in page
    assert 'href="#p-M-003"' in page


def test_a_cast_ranking_is_read_and_opened_again(own, juror):
    juror.post(url(own), sent())
    cast(juror, own)
    page = juror.get(url(own))
    assert "<select" not in page.content.decode()
    assert juror.get(url(own, "cast_ranking")).url == url(own)
    juror.post(url(own, "reopen_ranking"), {"version": state(page)})
    assert set(Ballot.objects.values_list("status", flat=True)) == {BallotStatus.OPEN}


def test_two_windows_are_shown_beside_each_other_and_nothing_typed_is_lost(own, juror):
    juror.post(url(own), sent())
    answer = juror.post(url(own), sent({"M-001": "1", "M-002": "2", "M-003": "3"}, **{"comment-M-001": "Mine."}))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="rank-M-001" value="1"' in page
    assert 'name="comment-M-001" value="Mine."' in page
    assert on_record() == ORDER
    mine = dict(re.findall(r'name="((?:rank|comment)-[^"]+)" value="([^"]*)"', page))
    juror.post(url(own), {"version": state(answer), **mine})
    assert on_record() == {"M-001": 1, "M-002": 2, "M-003": 3}


def test_a_ranking_cast_from_an_older_window_is_shown_as_it_stands(own, juror):
    juror.post(url(own), sent())
    answer = juror.post(url(own, "cast_ranking"), {"version": "M-001:0 M-002:0 M-003:0", "key": "a" * 32})
    assert (answer.status_code, "See your ranking" in answer.content.decode()) == (409, True)
    assert CastBallot.objects.count() == 0


def test_a_saved_ranking_answers_script_with_time_and_versions(own, juror):
    answer = juror.post(url(own, "rank"), sent())
    assert answer.json()["version"] == "M-001:1 M-002:1 M-003:1"
    assert answer.json()["saved"].startswith("Saved ")
    late = juror.post(url(own, "rank"), sent({"M-001": "1"}))
    assert (late.status_code, "another window" in late.json()["conflict"]) == (409, True)


@pytest.mark.parametrize(
    ("forged", "says"),
    [
        (sent({"M-001": "0"}), "Choose a rank from 1 to 3."),
        (sent({"M-001": "4"}), "Choose a rank from 1 to 3."),
        (sent({"M-001": "best"}), "Choose a rank from 1 to 3."),
        (sent({"M-001": "1.5"}), "Choose a rank from 1 to 3."),
        (sent({"M-009": "1"}), "not among those you rank"),
        (sent({"M-001": "1"}, **{"comment-M-001": "x" * 6000}), "5,000"),
        (sent(version=""), "Load the page again."),
        (sent(version="many"), "Load the page again."),
        (sent(version="M-001:-1"), "Load the page again."),
        ({}, "Load the page again."),
    ],
)
def test_forged_rankings_are_told_what_to_do_and_keep_what_was_typed(own, juror, forged, says):
    typed = {**forged, "comment-M-002": "Kept as typed."}
    answer = juror.post(url(own), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says.replace("5,000", "5000") in page.replace("5,000", "5000")
    assert "Kept as typed." in page
    assert juror.post(url(own, "rank"), typed).status_code == 422
    assert Ballot.objects.count() == 0


def test_an_abstention_takes_a_dossier_out_and_back(own, juror):
    juror.post(url(own), sent())
    answer = juror.post(ballot_url(own[1], "abstain"), {"version": "1", "reason": "I read no Uzbek."})
    page = juror.get(answer.url).content.decode()
    assert answer.url == url(own)
    assert order_in(page) == ["M-001", "M-003"]
    assert "I read no Uzbek." in page
    assert '<option value="3"' not in page
    juror.post(ballot_url(own[1], "reopen"), {"version": "2"})
    assert order_in(juror.get(url(own)).content.decode()) == ["M-001", "M-003", "M-002"]


def test_an_abstention_from_an_older_window_is_shown_as_it_stands(own, juror):
    juror.post(url(own), sent())
    answer = juror.post(ballot_url(own[1], "abstain"), {"version": "0", "reason": "I read no Uzbek."})
    assert (answer.status_code, "See your ballot" in answer.content.decode()) == (409, True)


def test_one_ballot_of_a_cast_ranking_is_not_opened_alone(own, juror):
    juror.post(url(own), sent())
    cast(juror, own)
    answer = juror.post(ballot_url(own[1], "reopen"), {"version": "2"}, follow=True)
    assert "This round is ranked as a whole." in answer.content.decode()
    assert set(Ballot.objects.values_list("status", flat=True)) == {BallotStatus.CAST}


def test_a_dossier_that_comes_late_is_told_and_placed_once_the_ranking_is_open_again(own, juror):
    Assignment.objects.filter(pk=own[2].pk).update(status=AssignmentStatus.PROPOSED)
    juror.post(url(own), sent({"M-001": "2", "M-002": "1"}, "M-001:0 M-002:0"))
    cast(juror, own)
    Assignment.objects.filter(pk=own[2].pk).update(status=AssignmentStatus.CONFIRMED)
    page = juror.get(url(own))
    assert "Not in the ranking you cast:" in page.content.decode()
    assert juror.post(url(own), sent({"M-003": "3"}, state(page))).status_code == 422
    juror.post(url(own, "reopen_ranking"), {"version": state(page)})
    juror.post(url(own), sent({"M-003": "3"}, state(juror.get(url(own)))))
    cast(juror, own, "b" * 32)
    assert [each.marks["rank"] for each in CastBallot.objects.that_count(own[0].round)] == ["2", "1", "3"]


def test_a_dossier_with_a_tie_or_without_consent_is_not_on_the_page(own, juror):
    Conflict.objects.filter(seat=own[0].seat, dossier=own[0].dossier).update(tie=Tie.PERSONAL)
    Consent.objects.filter(dossier=own[1].dossier).update(status=ConsentStatus.WITHDRAWN)
    page = juror.get(url(own)).content.decode()
    assert order_in(page) == ["M-003"]
    assert own[0].dossier.code not in page
    assert own[1].dossier.code not in page


def test_a_dossier_that_waits_for_an_answer_is_counted_and_not_named(own, juror):
    Conflict.objects.filter(seat=own[0].seat, dossier=own[0].dossier).delete()
    page = juror.get(url(own)).content.decode()
    assert "1 more dossier waits for your answer about ties." in page
    assert own[0].dossier.code not in page


def test_a_recused_juror_finds_no_ranking(own, juror):
    Assignment.objects.filter(seat=own[0].seat).update(status=AssignmentStatus.RECUSED)
    for name in ("ranking", "cast_ranking"):
        assert juror.get(url(own, name)).status_code == 404
    for name in ("ranking", "rank", "cast_ranking", "reopen_ranking"):
        assert juror.post(url(own, name), sent()).status_code == 404


@pytest.mark.parametrize("role", ["", "officer", "secretary_general", "board", "auditor"])
def test_nobody_else_finds_a_ranking(own, role):
    client = signed_in(user("", *([role] if role else [])))
    assert client.get(url(own)).status_code == 404
    assert client.post(url(own, "rank"), sent()).status_code == 404


def test_a_juror_finds_the_own_ranking_alone(own, juror):
    juror.post(url(own), sent())
    other = own_of(own[0].round, 1)
    page = signed_in(other[0].seat.user).get(url(own)).content.decode()
    assert order_in(page) == ["M-001", "M-002", "M-003"]
    assert "selected" not in page.partition('class="places"')[2].partition("</ol>")[0]


def test_after_the_hour_a_ranking_is_read_and_no_longer_written(own, juror):
    juror.post(url(own), sent())
    with clock.standing_at(own[0].round.closes_at):
        assert juror.post(url(own), sent()).status_code == 403
        assert "<select" not in juror.get(url(own)).content.decode()


def test_a_single_ballot_of_a_ranked_round_leads_to_the_ranking(own, juror):
    juror.post(url(own), sent())
    page = juror.get(ballot_url(own[1])).content.decode()
    assert "You gave it rank 1" in page
    assert f'href="{url(own)}"' in page
    assert 'type="radio"' not in page
    for name in ("ballot", "mark", "cast"):
        assert juror.post(ballot_url(own[1], name), {"version": "1"}).url == url(own)


def test_a_round_of_marks_has_no_ranking_page():
    of = factory.open_round()
    own = own_of(of)
    juror = signed_in(own[0].seat.user)
    assert juror.get(url(own)).url == reverse("scoring:desk")
    assert juror.post(url(own, "rank"), sent()).url == reverse("scoring:desk")


@pytest.mark.parametrize("name", sorted(AT_MOST))
def test_a_ranking_costs_the_same_with_one_dossier_and_with_thirty(name):
    found = {size: costs(name, size) for size in (1, 30)}
    assert found[1] == found[30] <= AT_MOST[name]


def costs(name, size) -> int:
    own = own_of(ranked_round(1, size))
    juror = signed_in(own[0].seat.user)
    ranks = {each.dossier.code: str(place) for place, each in enumerate(own, 1)}
    juror.post(url(own), sent(ranks, " ".join(f"{code}:0" for code in ranks)))
    shown = state(juror.get(url(own)))
    with CaptureQueriesContext(connection) as found:
        if name == "ranking":
            assert juror.get(url(own)).status_code == 200
        else:
            assert juror.post(url(own, "rank"), sent(dict.fromkeys(ranks, "1"), shown)).status_code == 200
    return len([query for query in found if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize("name", ["ranking", "rank"])
def test_who_did_not_sign_in_is_asked_to_and_comes_back(own, client, name):
    answer = client.post(url(own, name)) if name == "rank" else client.get(url(own, name))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/account/login/?next={url(own, name)}")
