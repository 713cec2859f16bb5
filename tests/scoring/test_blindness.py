"""Who sees what of the ballots, phase by phase: before the close nobody sees another's, in whatever role."""

import re

import pytest

from awards_site import audit
from jury.models import Conflict
from jury.states import RoundKind, Tie
from nominations.states import Phase
from scoring import permissions, sight, tallying
from scoring.models import Ballot
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import round_url, signed_in

pytestmark = pytest.mark.django_db
ROLES = ("officer", "secretary_general", "board", "auditor")
MARKS = {(juror, file): "8.5" for juror in range(3) for file in range(2)}


def judged(phase, kind, marks=None, panel_sees="numbers"):
    of = factory.open_round(kind=kind, phase=phase, panel_sees=panel_sees)
    factory.cast_all(of, marks or MARKS)
    return factory.fresh(of)


def people_of(of) -> dict:
    seats = of.call.panel.seats.all()
    jurors = {"chair": seats.get(role="chair").user, "juror": seats.filter(role="juror").first().user}
    return jurors | {role: user("", role) for role in ROLES} | {"outsider": user()}


def seen(of, person) -> int:
    return permissions.visible_ballots(person, of).exclude(assignment__seat__user=person).count()


def test_while_the_first_round_is_open_nobody_reads_anothers_ballot():
    of = judged(Phase.ASSESSMENT, RoundKind.ASSESSMENT)
    assert {seen(of, person) for person in people_of(of).values()} == {0}


def test_while_the_final_is_open_nobody_reads_a_ballot_of_either_round():
    for kind in RoundKind:
        of = judged(Phase.FINAL, kind)
        assert {seen(of, person) for person in people_of(of).values()} == {0}


#: phase → how much of the final round's result each sees: nothing, sums, by number, by name
FINAL = {
    Phase.DELIBERATION: {"chair": 3, "juror": 2, "officer": 1, "secretary_general": 3, "auditor": 3},
    Phase.RATIFICATION: {"chair": 3, "juror": 2, "officer": 1, "secretary_general": 3, "board": 1, "auditor": 3},
    Phase.EMBARGO: {"chair": 3, "officer": 1, "secretary_general": 3, "board": 1, "auditor": 3},
    Phase.ANNOUNCED: {"secretary_general": 3, "auditor": 3},
    Phase.ARCHIVED: {"secretary_general": 3, "auditor": 3},
}


@pytest.mark.parametrize("phase", list(Phase))
def test_a_result_is_seen_as_the_table_says(phase):
    of = judged(phase, RoundKind.FINAL)
    found = {who: sight.sight_of(person, of) for who, person in people_of(of).items()}
    assert {who: how.value for who, how in found.items() if how} == FINAL.get(phase, {})


@pytest.mark.parametrize(("panel_sees", "how"), [("sums", 1), ("numbers", 2), ("names", 3)])
def test_a_juror_sees_of_a_result_what_the_rules_say_and_others_as_ever(panel_sees, how):
    of = judged(Phase.DELIBERATION, RoundKind.FINAL, panel_sees=panel_sees)
    found = {who: sight.sight_of(person, of) for who, person in people_of(of).items()}
    assert {who: seen.value for who, seen in found.items() if seen} == FINAL[Phase.DELIBERATION] | {"juror": how}


@pytest.mark.parametrize(("panel_sees", "others"), [("sums", 0), ("numbers", 2), ("names", 2)])
def test_a_juror_reads_others_on_dossiers_alone_that_the_juror_marked_too(panel_sees, others):
    of = judged(Phase.DELIBERATION, RoundKind.FINAL, {(0, 0): "7", (1, 0): "7", (2, 0): "7", (0, 1): "7"}, panel_sees)
    assert seen(of, of.call.panel.seats.order_by("pk")[1].user) == others


def test_who_knows_the_names_by_the_rules_alone_is_not_in_charge():
    of = judged(Phase.DELIBERATION, RoundKind.FINAL, panel_sees="names")
    people = people_of(of)
    assert {who for who, person in people.items() if permissions.may_ask_what_if(person, of)} == {
        *("chair", "juror", "secretary_general", "auditor")
    }
    assert {who for who, person in people.items() if permissions.may_see_outlying(person, of)} == {
        *("chair", "secretary_general", "auditor")
    }


@pytest.mark.parametrize("phase", [Phase.SHORTLIST, Phase.FINAL, Phase.DELIBERATION])
def test_jurors_of_the_final_see_no_standings_of_the_first_before_it_closes(phase):
    of = judged(phase, RoundKind.ASSESSMENT)
    people = people_of(of)
    assert (sight.sight_of(people["juror"], of) is not None) == (phase == Phase.DELIBERATION)
    assert (sight.sight_of(people["chair"], of) is not None) == (phase != Phase.FINAL)


@pytest.mark.parametrize("phase", list(Phase))
def test_the_rule_on_one_ballot_is_the_filter_of_the_list(phase):
    of = judged(phase, RoundKind.FINAL)
    for person in people_of(of).values():
        listed = set(permissions.visible_ballots(person, of))
        assert {ballot for ballot in Ballot.objects.all() if permissions.may_read_ballot(person, ballot)} == listed


def test_a_tie_hides_a_ballot_from_every_role():
    of = judged(Phase.DELIBERATION, RoundKind.FINAL)
    chair = of.call.panel.seats.get(role="chair")
    tied = of.entries.first().dossier
    Conflict.objects.filter(seat=chair, dossier=tied).update(tie=Tie.PERSONAL)
    assert not permissions.visible_ballots(chair.user, of).filter(assignment__dossier=tied).exists()


def test_a_juror_of_another_panel_sees_nothing():
    of = judged(Phase.DELIBERATION, RoundKind.FINAL)
    stranger = judged(Phase.DELIBERATION, RoundKind.FINAL).call.panel.seats.get(role="chair").user
    assert sight.sight_of(stranger, of) is None
    assert signed_in(stranger).get(round_url(of, "result")).status_code == 404


@pytest.mark.parametrize("name", ["progress", "result", "opening"])
def test_no_page_of_an_open_round_holds_a_mark(name):
    of = judged(Phase.ASSESSMENT, RoundKind.ASSESSMENT)
    for person in people_of(of).values():
        answer = signed_in(person).get(round_url(of, name))
        assert "8.5" not in re.sub(r"<svg.*?</svg>", "", answer.content.decode(), flags=re.DOTALL)
        assert name == "progress" or answer.status_code in {403, 404}


def test_the_audit_chain_says_that_a_ballot_was_cast_and_not_what():
    of = judged(Phase.DELIBERATION, RoundKind.FINAL)
    tallying.take(of, by=user("", "officer"))
    assert not any("8.5" in str(event.facts) for event in audit.links())
