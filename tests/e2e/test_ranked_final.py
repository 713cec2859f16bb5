"""A final round is ranked in a real browser: by hand, by keys, by numbers on a phone in Persian; then counted."""

import re
from contextlib import contextmanager

import pytest
from django.conf import settings as site
from django.test import Client
from playwright.sync_api import expect

from jury.models import Assignment
from jury.states import RoundKind
from nominations.states import Phase
from scoring.models import Ballot, CastBallot, Tally
from scoring.states import BallotStatus, Method
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.nominations import way

from . import jury, secretariat

pytestmark = pytest.mark.browser
PHONE = 360
#: tenths of a second until an order is saved
A_WHILE = 100
#: Two jurors put M-003 first and the third one last: it wins against each, though M-001 has more points.
BOTH = ["M-003", "M-001", "M-002", "M-004"]
THIRD = {"M-001": "1", "M-002": "2", "M-004": "3", "M-003": "4"}


@pytest.fixture
def language():
    return "en"


@pytest.fixture
def round_(forum):
    """Open a final round of four finalists, to be counted by Schulze's method."""
    return factory.open_round(3, 4, kind=RoundKind.FINAL, phase=Phase.FINAL, method=Method.SCHULZE)


def comes_in(forum, somebody, **told):
    """Sit down at a device that is signed in."""
    client = Client()
    way.signed_in(client, somebody)
    person = forum.person(somebody.name, somebody.email, **told)
    key = client.cookies[site.SESSION_COOKIE_NAME].value
    person.context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": key, "url": forum.address}])
    return person


def juror(forum, of, place, **told):
    return comes_in(forum, list(of.call.panel.seats.order_by("pk"))[place].user, **told)


@contextmanager
def in_persian(forum):
    forum.language = "fa"
    yield
    forum.language = "en"


def page_of(of):
    return f"{'/'.join(of.call.slugs.values())}/{of.kind}/ballots/ranking/"


def order(person):
    """Give the dossiers as they stand, and their numbers as they are chosen."""
    lines = person.page.locator(".place").all()
    return {line.get_attribute("id")[2:]: line.locator("select").input_value() for line in lines}


def line(person, code):
    return person.page.locator(f"#p-{code}")


def heard(person):
    return person.page.locator("[data-heard]")


def drags(person, code, over, share=0.2):
    """Take a line by its handle and let it go over another one: in its upper part, or in its lower one."""
    grip = line(person, code).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    mouse, start = person.page.mouse, grip.bounding_box()
    mouse.move(start["x"] + 10, start["y"] + 10)
    mouse.down()
    mouse.move(start["x"] + 12, start["y"] + 24, steps=3)
    end = line(person, over).bounding_box()
    mouse.move(start["x"] + 12, end["y"] + end["height"] * share, steps=8)
    return mouse


def test_a_final_is_ranked_by_hand_by_keys_and_by_numbers_and_its_condorcet_winner_leads(forum, round_):
    by_hand(juror(forum, round_, 0), round_)
    by_keys(juror(forum, round_, 1), round_)
    with in_persian(forum):
        by_numbers(juror(forum, round_, 2, width=PHONE), round_)
    assert CastBallot.objects.count() == 12
    officer, call = comes_in(forum, user("officer@forum.example", "officer")), "/".join(round_.call.slugs.values())
    secretariat.closes_round(officer, f"{call}/", "final")
    secretariat.counts(officer, f"{call}/", "final")
    standings = Tally.objects.get().standings.order_by("rank")
    assert [(each.dossier.code, each.rank) for each in standings] == [
        (code, rank) for rank, code in enumerate(BOTH, 1)
    ]
    assert "M-003" in officer.page.locator("tbody tr").first.inner_text()


def by_hand(person, of):
    """Drag each line to its place; a drop at the same place or an Escape changes nothing."""
    person.go("desk/").press("Go on with your ranking")
    drags(person, "M-002", "M-001")
    person.page.keyboard.press("Escape")
    person.page.mouse.up()
    assert set(order(person).values()) == {""}
    for code in reversed(BOTH):
        drags(person, code, next(iter(order(person)))).up()
    drags(person, "M-003", "M-004", 0.8).up()
    assert list(order(person)) == ["M-001", "M-002", "M-004", "M-003"]
    drags(person, "M-003", "M-001").up()
    assert list(order(person).items()) == [(code, str(rank)) for rank, code in enumerate(BOTH, 1)]
    is_saved_and_cast(person, of, dict(zip(BOTH, range(1, 5), strict=True)))


def by_keys(person, of):
    """Move with the arrows: the focus stays, and every move is said."""
    person.go(page_of(of))
    for code in reversed(BOTH):
        up = line(person, code).locator("[data-move=up]")
        up.focus()
        for _ in range(5):
            person.page.keyboard.press("Enter")
        expect(up).to_be_focused()
        expect(heard(person)).to_have_text(re.compile(r": rank 1 of 4$"))
    person.page.keyboard.press("Tab")
    person.page.keyboard.press("Space")
    expect(heard(person)).to_have_text(re.compile(r": rank 2 of 4$"))
    person.page.keyboard.press("Shift+Tab")
    person.page.keyboard.press("Space")
    assert list(order(person).items()) == [(code, str(rank)) for rank, code in enumerate(BOTH, 1)]
    is_saved_and_cast(person, of, dict(zip(BOTH, range(1, 5), strict=True)))


def by_numbers(person, of):
    """Choose numbers, two of them equal for a while; a dossier without one keeps the ranking from being cast."""
    person.go(page_of(of))
    for code, rank in THIRD.items():
        if code != "M-003":
            line(person, code).locator("select").select_option(rank)
    first = line(person, "M-001").locator("select")
    first.focus()
    first.select_option("4")
    assert next(iter(order(person))) == "M-002"
    expect(first).to_be_focused()
    first.select_option("1")
    line(person, "M-004").locator("select").select_option("2")
    expect(line(person, "M-004").locator("[data-equal]")).to_contain_text("برابر با")
    person.page.locator("button.cast").click(force=True)  # it is off, and leads to what is missing
    expect(line(person, "M-003")).to_be_in_viewport()
    line(person, "M-004").locator("select").select_option("3")
    line(person, "M-003").locator("select").select_option("4")
    expect(line(person, "M-004").locator("[data-equal]")).to_be_hidden()
    assert list(order(person).items()) == list(THIRD.items())
    is_saved_and_cast(person, of, {code: int(rank) for code, rank in THIRD.items()})


def is_saved_and_cast(person, of, ranks):
    """See that the order was saved by itself; read it again, cast it, and open it for reading."""
    mine = Ballot.objects.filter(assignment__seat__user__email=person.email)
    for _ in range(A_WHILE):
        if dict(mine.values_list("assignment__dossier__code", "rank")) == ranks:
            break
        person.page.wait_for_timeout(100)
    jury.waits_for_saving(person)
    assert dict(mine.values_list("assignment__dossier__code", "rank")) == ranks
    person.press("Cast ranking").has_nothing_to_mend()
    person.press("Cast ranking").has_nothing_to_mend()
    assert set(mine.values_list("status", flat=True)) == {BallotStatus.CAST}
    person.go(page_of(of)).reads("Your ranking")
    assert not person.page.locator("main select").count()
    person.named(person.forum.say("Open again"))


def test_two_windows_of_one_ranking_never_overwrite_each_other(forum, round_):
    one, other = (juror(forum, round_, 0) for _ in range(2))
    for window in (one, other):
        window.go(page_of(round_))
    line(one, "M-002").locator("[data-move=up]").click()
    jury.waits_for_saving(one)
    line(other, "M-003").locator("[data-move=up]").click()
    expect(other.page.locator("[data-saved]")).to_contain_text("changed in another window")
    other.press("Save")
    other.reads("Choose which of the two you keep")
    other.press("Keep what is in this window")
    assert order(other) == {"M-003": "1", "M-001": "", "M-002": "", "M-004": ""}


def test_a_ranking_is_written_without_script(forum, round_):
    person = juror(forum, round_, 0, width=PHONE, scripted=False)
    person.go(page_of(round_))
    assert not person.page.locator("[data-grip]:visible, [data-move]:visible").count()
    for code, rank in THIRD.items():
        line(person, code).locator("select").select_option(rank)
    person.press("Cast ranking").press("Cast ranking")
    mine = Assignment.objects.filter(seat__user__email=person.email)
    assert dict(mine.values_list("dossier__code", "ballot__rank")) == {c: int(rank) for c, rank in THIRD.items()}
