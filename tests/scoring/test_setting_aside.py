"""A change of rules after the opening is a new round: the old one is history for ever, and nothing of it counts."""

import datetime as dt
import hashlib

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from awards_site import audit, clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury import deliberation
from jury.models import Assignment, Conflict, Round, dossiers_visible_to
from jury.states import RoundKind, Tie
from nominations.models import Call, Nomination
from nominations.states import ActKind, Phase
from scoring import balloting, beat, opening, rulemaking, setting_aside, shortlisting, tallying
from scoring.models import Ballot, CastBallot, Rules
from tests.factories import jury as seating
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import signed_in

pytestmark = pytest.mark.django_db
ALL = {(juror, file): "8" for juror in range(3) for file in range(2)}


@pytest.fixture
def secgen():
    return user("", "secretary_general")


@pytest.fixture
def officer():
    return user("", "officer")


@pytest.fixture
def opened(officer):
    ready = factory.open_round(phase=Phase.SCREENING, frozen=False)
    opening.open_round(ready, by=officer)
    return factory.fresh(ready)


def set_aside(round_, secgen, officer) -> Round:
    setting_aside.propose(round_, by=secgen, reason="The weight of impact was wrong.")
    return factory.fresh(setting_aside.confirm(factory.fresh(round_), by=officer))


def test_a_round_is_set_aside_by_two_people_and_another_takes_its_place(opened, secgen, officer):
    factory.cast_all(opened, {(0, 0): "8"})
    new = set_aside(opened, secgen, officer)
    old = factory.fresh(opened)
    assert (old.set_aside_at is not None, new.set_aside_at, new.number, new.is_opened) == (True, None, 2, False)
    assert new.call.phase == Phase.SCREENING
    assert (new.rules.frozen_at, new.rules.digest, new.rules.rubric_id) == (None, "", old.rules.rubric_id)
    event = AuditEvent.objects.get(what="call.assessment_set_aside")
    assert (event.facts["castings"], event.facts["number"]) == (1, 1)
    assert event.facts["rules_digest"] == old.rules.digest
    assert event.facts["proposed_by"] == audit.name_of(secgen)
    assert new.call.acts.get(kind=ActKind.ASSESSMENT_SET_ASIDE).reason == "The weight of impact was wrong."
    assert audit.verify() is not None


def test_a_proposal_taken_back_leaves_the_round_as_it_is_and_stays_in_the_chain(opened, secgen, officer):
    client = signed_in(secgen)
    setting_aside.propose(opened, by=secgen, reason="The weight of impact was wrong.")
    with pytest.raises(Http404):
        setting_aside.withdraw(factory.fresh(opened), by=officer)
    address = reverse("scoring:withdraw_aside", kwargs=opened.slugs)
    assert address in client.get(reverse("scoring:rules", kwargs=opened.slugs)).content.decode()
    assert client.post(address).status_code == 302
    kept = factory.fresh(opened)
    assert (kept.aside_reason, kept.aside_by, kept.set_aside_at, kept.is_opened) == ("", None, None, True)
    event = AuditEvent.objects.get(what="round.aside_withdrawn")
    assert event.facts["reason"] == "The weight of impact was wrong."
    page = client.get(reverse("scoring:rules", kwargs=opened.slugs)).content.decode()
    assert "The weight of impact was wrong." not in page
    assert address not in page
    with pytest.raises(Refused, match="Nobody has proposed"):
        setting_aside.confirm(factory.fresh(opened), by=officer)


def test_a_proposal_that_was_confirmed_meanwhile_is_not_withdrawn(opened, secgen, officer):
    setting_aside.propose(opened, by=secgen, reason="The weight of impact was wrong.")
    seen_before = factory.fresh(opened)
    setting_aside.confirm(factory.fresh(opened), by=officer)
    with pytest.raises(Refused):
        setting_aside.withdraw(seen_before, by=secgen)
    assert factory.fresh(opened).aside_reason == "The weight of impact was wrong."


def test_the_same_jurors_read_the_same_dossiers_with_empty_ballots(opened, secgen, officer):
    factory.cast_all(opened, ALL)
    Conflict.objects.filter(dossier__code="M-001", seat=opened.call.panel.seats.first()).update(tie=Tie.PERSONAL)
    Assignment.objects.filter(seat=opened.call.panel.seats.first(), dossier__code="M-001").update(status="recused")
    before = sorted(opened.assignments.filter(status="confirmed").values_list("seat", "dossier"))
    new = set_aside(opened, secgen, officer)
    assert sorted(new.assignments.filter(status="confirmed").values_list("seat", "dossier")) == before
    assert len(before) == 5
    assert sorted(new.entries.values_list("dossier__code", flat=True)) == ["M-001", "M-002"]
    assert not Ballot.objects.filter(assignment__round=new).exists()


def test_jurors_are_told_once_each_with_the_reason(opened, secgen, officer):
    set_aside(opened, secgen, officer)
    letters = Letter.objects.filter(name="scoring/round_set_aside")
    assert {each.to for each in letters} == {seat.user.email for seat in opened.call.panel.seats.all()}
    assert all("The weight of impact was wrong." in each.text for each in letters)


def test_nothing_of_a_round_set_aside_is_read_written_or_counted_any_more(opened, secgen, officer):
    juror = opened.call.panel.seats.order_by("pk").last().user
    mine = Assignment.objects.of(juror).filter(round=opened).select_related("round__call", "seat", "dossier").first()
    factory.cast_all(opened, ALL)
    kept = CastBallot.objects.count()
    new = set_aside(opened, secgen, officer)
    assert not Assignment.objects.of(juror).filter(round=opened).exists()
    mine.round.refresh_from_db()
    with pytest.raises((Refused, Http404)):
        balloting.save(mine, balloting.Sheet(), by=juror, version=1)
    assert not dossiers_visible_to(juror).exists()
    opening.open_round(new, by=officer)
    assert dossiers_visible_to(juror).count() == 2
    factory.cast_all(factory.fresh(new), dict.fromkeys(ALL, "5"))
    with clock.standing_at(new.closes_at):
        opening.close_round(factory.fresh(new), by=officer)
    tally = tallying.take(factory.fresh(new), by=officer)
    assert {line["score"] for line in tally.result["standings"]} == {"5/1"}
    assert CastBallot.objects.count() == kept + 6


def test_new_rules_are_set_and_published_beside_the_old_ones_for_ever(opened, secgen, officer):
    factory.cast_all(opened, {(0, 0): "8"})
    new = set_aside(opened, secgen, officer)
    rules = Rules.objects.get(round=new)
    rules.round, rules.method = new, "median"
    rulemaking.set_rules(rules, by=secgen)
    page = Client().get(reverse("scoring:integrity", kwargs=new.call.slugs)).content.decode()
    assert (page.count('class="rule" id="assessment-'), "Nothing of it counts any more" in page) == (1, True)
    opening.open_round(new, by=officer)
    with clock.standing_at(new.closes_at + dt.timedelta(seconds=1)):
        assert beat.close_due_rounds() == 1
        page = Client().get(reverse("scoring:integrity", kwargs=new.call.slugs)).content.decode()
    both = [Rules.objects.get(round=each).digest for each in (opened, new)]
    links = AuditEvent.objects.filter(what__startswith="call.assessment").values_list("hash", flat=True)
    assert len(links) == 4
    assert [text for text in (*both, *links, "The weight of impact was wrong.") if text not in page] == []
    assert "1 time a ballot had been cast" in page
    file = reverse("scoring:frozen_rules", kwargs=new.slugs)
    for number, wanted in ((1, both[0]), (2, both[1])):
        assert hashlib.sha256(Client().get(f"{file}?number={number}").content).hexdigest() == wanted
    assert hashlib.sha256(Client().get(file).content).hexdigest() == both[1]
    assert Client().get(f"{file}?number=3").status_code == Client().get(f"{file}?number=x").status_code == 404


def test_a_proposal_alone_changes_nothing_and_is_told_to_nobody(opened, secgen):
    setting_aside.propose(opened, by=secgen, reason="Not for the public yet.")
    assert factory.fresh(opened).call.phase == Phase.ASSESSMENT
    page = Client().get(reverse("scoring:integrity", kwargs=opened.call.slugs)).content.decode()
    assert "Not for the public yet." not in page


def test_who_proposes_does_not_confirm_and_others_do_neither(opened, secgen, officer):
    with pytest.raises(Refused, match="Nobody has proposed"):
        setting_aside.confirm(opened, by=officer)
    for role in ("officer", "board", "auditor", ""):
        with pytest.raises(Http404):
            setting_aside.propose(opened, by=user("", *([role] if role else [])), reason="So.")
    with pytest.raises(setting_aside.NoReason):
        setting_aside.propose(opened, by=secgen, reason=" ")
    setting_aside.propose(opened, by=secgen, reason="So.")
    with pytest.raises(Refused, match="second person"):
        setting_aside.confirm(opened, by=secgen)
    for role in ("board", "auditor", ""):
        with pytest.raises(Http404):
            setting_aside.confirm(opened, by=user("", *([role] if role else [])))
    assert factory.fresh(opened).set_aside_at is None


@pytest.mark.parametrize("phase", [Phase.SCREENING, Phase.FINAL, Phase.DELIBERATION, Phase.RATIFICATION])
def test_a_first_round_is_set_aside_before_the_next_step_alone(secgen, phase):
    with pytest.raises(Refused):
        setting_aside.propose(factory.open_round(phase=phase), by=secgen, reason="So.")


def test_a_round_whose_shortlist_is_confirmed_stays(secgen, officer):
    round_ = factory.open_round(phase=Phase.SHORTLIST)
    factory.cast_all(round_, ALL)
    seating.round_of(round_.call, RoundKind.FINAL)
    setting_aside.propose(factory.fresh(round_), by=secgen, reason="So.")
    tally = tallying.take(factory.fresh(round_), by=officer)
    shortlisting.confirm(tally, by=round_.call.panel.seats.order_by("pk").first().user)
    with pytest.raises(Refused, match="shortlist is confirmed"):
        setting_aside.confirm(factory.fresh(round_), by=officer)


def test_a_final_round_set_aside_keeps_its_finalists_and_goes_through_again(secgen, officer):
    ready = factory.open_round(kind=RoundKind.FINAL, phase=Phase.SHORTLIST, frozen=False)
    opening.open_round(ready, by=officer)
    factory.cast_all(factory.fresh(ready), ALL)
    opening.close_round(factory.fresh(ready), by=officer)
    new = set_aside(factory.fresh(ready), secgen, officer)
    assert new.call.phase == Phase.SHORTLIST
    assert [each.code for each in deliberation.finalists(new.call)] == ["M-001", "M-002"]
    opening.open_round(new, by=officer)
    factory.cast_all(factory.fresh(new), ALL)
    opening.close_round(factory.fresh(new), by=officer)
    assert factory.fresh(new).call.phase == Phase.DELIBERATION


def test_the_database_is_asked_the_same_as_the_call_after_a_round_was_set_aside(opened, secgen, officer):
    new = set_aside(opened, secgen, officer)
    file = Nomination.objects.at_once().filter(call=new.call).first().knows_phase()
    assert file.call.phase == Call.objects.get(pk=new.call.pk).phase == Phase.SCREENING
    opening.open_round(new, by=officer)
    file = Nomination.objects.at_once().filter(call=new.call).first().knows_phase()
    assert file.call.phase == Call.objects.get(pk=new.call.pk).phase == Phase.ASSESSMENT


def test_the_database_keeps_one_standing_round_of_a_kind_and_a_reason_for_the_others(opened):
    again = {"call": opened.call, "kind": opened.kind, "opens_at": opened.opens_at, "closes_at": opened.closes_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(**again, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=opened.pk).update(set_aside_at=clock.now())


def test_the_page_takes_the_proposal_and_a_second_persons_yes(opened, secgen, officer):
    rules, propose, confirm = (
        reverse(f"scoring:{name}", kwargs=opened.slugs) for name in ("rules", "propose_aside", "confirm_aside")
    )
    mine, theirs = signed_in(secgen), signed_in(officer)
    assert propose in mine.get(rules).content.decode()
    answer = mine.post(propose, {"reason": ""})
    assert (answer.status_code, "Give the reason" in answer.content.decode()) == (422, True)
    page = mine.post(propose, {"reason": "A wrong weight."}, follow=True).content.decode()
    assert ("A wrong weight." in page, confirm in page) == (True, False)
    page = theirs.get(rules).content.decode()
    assert ("A wrong weight." in page, confirm in page, f'action="{propose}"' in page) == (True, True, False)
    page = theirs.post(confirm, follow=True).content.decode()
    assert "The round is set aside" in page
    assert Round.objects.standing().get(call=opened.call).number == 2
    assert "Save the rules" in mine.get(rules).content.decode()
