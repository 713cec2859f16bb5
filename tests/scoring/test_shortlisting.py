"""Between the rounds: who goes on by the frozen rule, and how the panel votes where the rule says so."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury.models import Conflict, Round
from jury.states import RoundKind, SeatStatus, Tie
from nominations.states import Phase
from scoring import cut, permissions, shortlisting, tallying
from scoring.models import ShortlistVote
from scoring.states import ShortlistRule
from tests.factories import jury as seating
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import signed_in

pytestmark = pytest.mark.django_db
MARKS = ("9", "8", "8", "7")


def counted(**rules):
    """Count four dossiers of 9, 8, 8 and 7 points, marked alike by three jurors."""
    round_ = factory.open_round(3, 4, phase=Phase.SHORTLIST, **rules)
    factory.cast_all(round_, {(juror, file): mark for juror in range(3) for file, mark in enumerate(MARKS)})
    seating.round_of(round_.call, RoundKind.FINAL)
    tally = tallying.take(factory.fresh(round_), by=user("", "officer"))
    tally.round = factory.fresh(round_)
    return tally


def jurors(tally):
    return [seat.user for seat in tally.round.call.panel.seats.order_by("pk").select_related("user")]


def entered(tally) -> list[str]:
    final = Round.objects.get(call=tally.round.call, kind=RoundKind.FINAL)
    return sorted(final.entries.values_list("dossier__code", flat=True))


BY_RULE = [
    ({"shortlist": 1}, "M-001"),
    ({"shortlist": 2}, "M-001 M-002 M-003"),
    ({"shortlist": 2, "at_the_cut": "widens"}, "M-001 M-002 M-003"),
    ({"shortlist_rule": "share", "share": 25}, "M-001"),
    ({"shortlist_rule": "share", "share": 76}, "M-001 M-002 M-003 M-004"),
    ({"shortlist_rule": "threshold", "threshold": "8"}, "M-001 M-002 M-003"),
    ({"shortlist_rule": "threshold", "threshold": "8.5"}, "M-001"),
]


@pytest.mark.parametrize(("rules", "codes"), BY_RULE)
def test_the_chair_confirms_those_whom_the_rule_names_and_the_room_shows_the_same(rules, codes):
    tally = counted(**rules)
    shortlisting.confirm(tally, by=jurors(tally)[0])
    assert entered(tally) == codes.split() == sorted(cut.goes_on(tally))
    event = AuditEvent.objects.get(what="shortlist.confirmed")
    assert (event.facts["dossiers"], event.facts["rule"]) == (codes.split(), tally.round.rules.shortlist_rule)
    page = signed_in(user("", "secretary_general")).get(reverse("scoring:result", kwargs=tally.round.slugs))
    assert page.content.decode().count("goes on</span>") == len(codes.split())


def test_a_threshold_nobody_reaches_makes_no_shortlist():
    tally = counted(shortlist_rule="threshold", threshold="9.5")
    with pytest.raises(Refused, match="nobody goes on"):
        shortlisting.confirm(tally, by=jurors(tally)[0])


@pytest.fixture
def voting():
    return counted(shortlist_rule=ShortlistRule.VOTE, shortlist=2)


def test_the_panel_is_told_once_that_it_votes(voting):
    letters = Letter.objects.filter(name="scoring/shortlist_vote_open")
    assert sorted(each.to for each in letters) == sorted(person.email for person in jurors(voting))
    assert all(reverse("scoring:shortlist_vote", kwargs=voting.round.slugs) in each.text for each in letters)
    assert all("vote for up to 2" in each.text for each in letters)
    tallying.take(voting.round, by=user("", "officer"))
    assert letters.count() == 3


def test_no_vote_is_called_where_the_rule_names_who_goes_on():
    counted(shortlist=2)
    assert not Letter.objects.filter(name="scoring/shortlist_vote_open").exists()


def test_those_with_most_votes_go_on_and_equal_votes_by_the_ranking(voting):
    chair, second, third = jurors(voting)
    with pytest.raises(Refused):
        shortlisting.confirm(voting, by=chair)
    shortlisting.vote(voting, ["M-004", "M-003"], by=chair)
    shortlisting.vote(voting, ["M-004"], by=second)
    shortlisting.vote(voting, ["M-001"], by=third)
    assert cut.goes_on(voting) == {"M-004", "M-001"}
    shortlisting.confirm(voting, by=chair)
    assert entered(voting) == ["M-001", "M-004"]
    assert AuditEvent.objects.get(what="shortlist.confirmed").facts["votes"] == {"M-001": 1, "M-003": 1, "M-004": 2}


def test_a_vote_is_changed_until_the_chair_confirms_and_never_after(voting):
    chair, second, _third = jurors(voting)
    shortlisting.vote(voting, ["M-001", "M-002"], by=second)
    shortlisting.vote(voting, ["M-004"], by=second)
    assert cut.votes_in(voting.round) == {"M-004": 1}
    assert AuditEvent.objects.filter(what="shortlist.voted").count() == 2
    shortlisting.confirm(voting, by=chair)
    with pytest.raises(Refused, match="confirmed"):
        shortlisting.vote(voting, ["M-001"], by=second)


def test_nobody_votes_for_a_nominee_they_have_a_tie_to_nor_for_too_many(voting):
    _chair, second, _third = jurors(voting)
    for codes in (["M-001", "M-002", "M-003"], ["X-001"]):
        with pytest.raises(shortlisting.NotOnTheBallot):
            shortlisting.vote(voting, codes, by=second)
    Conflict.objects.filter(seat__user=second, dossier__code="M-001").update(tie=Tie.PERSONAL)
    with pytest.raises(shortlisting.NotOnTheBallot):
        shortlisting.vote(voting, ["M-001"], by=second)
    assert not ShortlistVote.objects.exists()


def test_a_vote_falls_away_with_its_juror_and_with_a_tie_found_later(voting):
    _chair, second, third = jurors(voting)
    shortlisting.vote(voting, ["M-001"], by=second)
    shortlisting.vote(voting, ["M-001", "M-002"], by=third)
    Conflict.objects.filter(seat__user=second).update(tie=Tie.PERSONAL)
    assert cut.votes_in(voting.round) == {"M-001": 1, "M-002": 1}
    voting.round.call.panel.seats.filter(user=third).update(status=SeatStatus.ENDED)
    assert cut.votes_in(voting.round) == {}


def test_only_jurors_who_read_in_the_round_vote_and_only_where_the_rule_says_so(voting):
    newcomer = seating.seat(voting.round.call.panel).user
    for person in (newcomer, user(), user("", "officer"), user("", "secretary_general")):
        with pytest.raises(Http404):
            shortlisting.vote(voting, ["M-001"], by=person)
    other = counted()
    with pytest.raises(Http404):
        shortlisting.vote(other, ["M-001"], by=jurors(other)[0])


@pytest.mark.parametrize("phase", [each for each in Phase if each != Phase.SHORTLIST])
def test_votes_are_taken_between_the_rounds_alone(phase):
    round_ = factory.open_round(phase=phase, shortlist_rule=ShortlistRule.VOTE)
    juror = round_.call.panel.seats.first().user
    assert not permissions.may_vote_for_shortlist(juror, round_)


def test_nobody_votes_before_the_count():
    round_ = factory.open_round(phase=Phase.SHORTLIST, shortlist_rule=ShortlistRule.VOTE)
    refusal = permissions.may_vote_for_shortlist.refusal(round_.call.panel.seats.first().user, round_)
    assert "not counted yet" in str(refusal)


def test_the_database_keeps_one_vote_of_a_juror_for_a_dossier(voting):
    shortlisting.vote(voting, ["M-001"], by=jurors(voting)[1])
    vote = ShortlistVote.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ShortlistVote.objects.create(round=vote.round, seat=vote.seat, dossier=vote.dossier)


def test_the_page_offers_the_ranking_without_ties_and_keeps_the_ticks(voting):
    juror = jurors(voting)[1]
    Conflict.objects.filter(seat__user=juror, dossier__code="M-003").update(tie=Tie.PERSONAL)
    client, address = signed_in(juror), reverse("scoring:shortlist_vote", kwargs=voting.round.slugs)
    assert address in client.get(reverse("scoring:desk")).content.decode()
    page = client.get(address).content.decode()
    assert [code in page for code in ("M-001", "M-002", "M-003", "M-004")] == [True, True, False, True]
    answer = client.post(address, {"dossiers": ["M-001", "M-002", "M-004"]})
    page = answer.content.decode()
    assert (answer.status_code, page.count("checked"), "You ticked more than go on" in page) == (422, 3, True)
    assert client.post(address, {"dossiers": ["M-003"]}).status_code == 422
    page = client.post(address, {"dossiers": ["M-004"]}, follow=True).content.decode()
    assert ("Your vote is kept" in page, "1 juror has voted" in page, page.count("checked")) == (True, True, 1)
    page = client.post(address, {}, follow=True).content.decode()
    assert ("You vote for nobody now" in page, ShortlistVote.objects.exists()) == (True, False)


def test_the_page_asks_the_database_little(voting):
    client, address = signed_in(jurors(voting)[1]), reverse("scoring:shortlist_vote", kwargs=voting.round.slugs)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= 15, [each["sql"] for each in asked]


def test_no_other_page_leads_to_a_vote_that_is_not_held():
    other = counted()
    client = signed_in(jurors(other)[1])
    assert "Vote now" not in client.get(reverse("scoring:desk")).content.decode()
    assert client.get(reverse("scoring:shortlist_vote", kwargs=other.round.slugs)).status_code == 404
