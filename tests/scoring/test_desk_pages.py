"""What else the desk and the results room lead to, and tables as they fold for a phone."""

import re

import pytest
from django.urls import reverse

from awards_site import clock
from jury.states import AssignmentStatus, RoundKind
from nominations.states import ActKind, Phase
from scoring.models import Ballot
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import signed_in

pytestmark = pytest.mark.django_db
PAGES = {"letters", "roles", "audit"}


@pytest.mark.parametrize(
    ("role", "led"),
    [
        ("officer", {"letters"}),
        ("secretary_general", PAGES),
        ("auditor", PAGES),
        ("board", set()),
        ("", set()),
    ],
)
def test_desk_when_read_by_staff_then_leads_to_the_pages_for_all_calls(role, led):
    client = signed_in(user("", *([role] if role else [])))
    page = client.get(reverse("scoring:desk")).content.decode()
    assert {name for name in PAGES if f'href="{reverse(name)}"' in page} == led
    assert {client.get(reverse(name)).status_code for name in led} <= {200}


@pytest.mark.parametrize("status", ["cast", "open"])
def test_desk_when_the_juror_has_finished_then_leads_to_the_recommendation(status):
    of = factory.open_round(3, 1, kind=RoundKind.FINAL, phase=Phase.DELIBERATION)
    juror = of.call.panel.seats.exclude(role="chair").first()
    assert juror.assignments.update(status=AssignmentStatus.CONFIRMED)
    factory.cast_all(of, {(number, 0): "8" for number in range(3)})
    Ballot.objects.filter(assignment__seat=juror).update(status=status)
    client = signed_in(juror.user)
    address = reverse("jury:deliberation", kwargs=of.call.slugs)
    led = f'href="{address}"' in client.get(reverse("scoring:desk")).content.decode()
    assert (led, client.get(address).status_code) == ((True, 200) if status == "cast" else (False, 404))


@pytest.mark.parametrize("role", ["secretary_general", "auditor", "board", "officer"])
def test_results_room_when_ballots_may_be_taken_out_then_leads_there(role):
    of = factory.open_round(3, 2, kind=RoundKind.FINAL, phase=Phase.DELIBERATION)
    factory.cast_all(of, {(juror, file): "8.5" for juror in range(3) for file in range(2)})
    signed_in(user("", "officer")).post(reverse("scoring:take_tally", kwargs=of.slugs))
    of.call.acts.create(kind=ActKind.RECOMMENDED, at=clock.now())
    client = signed_in(user("", role))
    address = reverse("scoring:export_ballots", kwargs={**of.slugs, "kind": "xlsx"})
    page = client.get(reverse("scoring:result", kwargs=of.slugs)).content.decode()
    assert (f'href="{address}"' in page) == (client.get(address).status_code == 200)
    assert (f'href="{address}"' in page) == (role in {"secretary_general", "auditor"})


#: Tables that fold for a phone, each cell with its word; those narrow enough as they are; and the pictures.
FOLDING = {
    *("table stack-s abreast", "table stack-s figures", "table ranking", "table ranking strict"),
    *("table plain", "table plain exact", "heat many"),
}


@pytest.mark.parametrize("name", ["progress", "result"])
def test_table_of_figures_when_folded_for_a_phone_then_each_figure_keeps_its_word(name):
    of = factory.open_round(3, 2, phase=Phase.SHORTLIST)
    factory.cast_all(of, {(juror, file): "8.5" for juror in range(3) for file in range(2)})
    officer = signed_in(user("", "officer"))
    officer.post(reverse("scoring:take_tally", kwargs=of.slugs))
    page = officer.get(reverse(f"scoring:{name}", kwargs=of.slugs)).content.decode()
    tables = re.findall(r'<table class="table stack-s abreast">.*?</table>', page, re.DOTALL)
    cells = [cell for table in tables for cell in re.findall(r'<td class="num([^>]*)>', table)]
    assert tables
    assert set(re.findall(r'<table class="([^"]+)"', page)) <= FOLDING
    assert all(cell == ' rank"' or re.fullmatch(r'" data-h="[^"]+"', cell) for cell in cells), cells
