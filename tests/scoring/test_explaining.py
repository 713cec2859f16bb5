"""The help on counting: every figure of its example follows from the marks, by arithmetic written anew here."""

import copy
import itertools
import re
from fractions import Fraction

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html

from jury.models import Assignment
from scoring import shipped, worked
from tests.factories import scoring as factory

pytestmark = pytest.mark.django_db
PERSIAN = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")
PAGES = ("marks", "jurors")


def another(told, *, dossier=0, juror="4", criterion="impact", mark="9.5"):
    changed = copy.deepcopy(told)
    changed["dossiers"][dossier]["ballots"][juror][criterion] = mark
    return changed


@pytest.fixture(params=["as it ships", "one mark is another", "two criteria weigh the same"])
def told(request, monkeypatch):
    data = shipped.worked()
    if request.param == "one mark is another":
        data = another(data)
    if request.param == "two criteria weigh the same":
        data = copy.deepcopy(data)
        for criterion in data["criteria"]:
            criterion["weight"] = "50"
    monkeypatch.setattr(shipped, "worked", lambda: data)
    return data


def page(name, language="en"):
    answer = Client().get(f"/{language}/help/{name}/")
    assert answer.status_code == 200
    return html.fromstring(answer.content).find(".//main")


def table(main, label):
    found = main.xpath(f'.//div[@aria-label="{label}"]//tbody/tr')
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def two(value, sign=""):
    cents = round(value * 100)
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def signed(value):
    return two(value, "+" if value > 0 else "−" if value < 0 else "")


def scores_by_hand(told):
    weights = {one["key"]: Fraction(one["weight"]) for one in told["criteria"]}
    return {
        (place, juror): sum(weights[key] * Fraction(mark) for key, mark in marks.items()) / sum(weights.values())
        for place, each in enumerate(told["dossiers"])
        for juror, marks in each["ballots"].items()
    }


def solved_by_hand(told):
    """Least squares from scratch: the equations of every q and every b, with Σ b = 0, by elimination."""
    cells = {key: y for key, y in scores_by_hand(told).items() if counts(told, key[0])}
    unknown = [("q", place) for place in sorted({place for place, _juror in cells})]
    unknown += [("b", juror) for juror in told["jurors"]]
    rows = []
    for kind, name in unknown:
        at = 0 if kind == "q" else 1
        mine = [key for key in cells if key[at] == name]
        row = [sum(one in (("q", key[0]), ("b", key[1])) for key in mine) for one in unknown]
        rows.append([*map(Fraction, row), sum(cells[key] for key in mine)])
    rows[-1] = [Fraction(kind == "b") for kind, _name in unknown] + [Fraction()]
    for at in range(len(unknown)):
        pivot = next(row for row in rows[at:] if row[at])
        rows.remove(pivot)
        rows.insert(at, [value / pivot[at] for value in pivot])
        for other, row in enumerate(rows):
            if other != at:
                rows[other] = [one - row[at] * two for one, two in zip(row, rows[at], strict=True)]
    return {one: row[-1] for one, row in zip(unknown, rows, strict=True)}


def counts(told, place):
    return len(told["dossiers"][place]["ballots"]) >= told["quorum"]


def raw_by_hand(told, place):
    own = [y for (dossier, _juror), y in scores_by_hand(told).items() if dossier == place]
    return sum(own) / len(own)


@pytest.mark.parametrize("name", PAGES)
def test_every_ballot_and_mean_is_that_of_the_marks(told, name):
    rows = {row[0]: row[1:] for row in table(page(name), "The ballots of the example")}
    for place, each in enumerate(told["dossiers"]):
        *cells, mean = rows[each["name"]["en"]]
        for juror, cell in zip(told["jurors"], cells, strict=True):
            score = scores_by_hand(told).get((place, juror))
            marks = each["ballots"].get(juror, {})
            assert cell.startswith(two(score)) if marks else cell in {"–", "abstained", "stood aside"}
            if name == "jurors" and marks:
                shown = " · ".join(f"{float(marks[one['key']]):.1f}" for one in told["criteria"])
                assert cell == two(score) + shown
        assert mean == (two(raw_by_hand(told, place)) if counts(told, place) else "–")


@pytest.mark.parametrize("name", PAGES)
def test_severities_and_scores_are_those_of_least_squares(told, name):
    solved = solved_by_hand(told)
    main = page(name)
    habits = {row[0]: row for row in table(main, "Severity of the jurors")}
    for juror in told["jurors"]:
        assert habits[f"Juror {juror}"][1] == signed(solved["b", juror])
    places = {each["name"]["en"]: place for place, each in enumerate(told["dossiers"])}
    rows = [(next(name for name in places if row[1].startswith(name)), row) for row in table(main, "Ranking")]
    scores = [solved["q", places[name]] for name, _row in rows]
    assert scores == sorted(scores, reverse=True)
    assert [row[2] for _name, row in rows] == [two(score) for score in scores]
    if name == "jurors":
        assert [row[1].partition("exactly ")[2] for _name, row in rows] == [str(score) for score in scores]
        assert habits["Juror 4"][2] == str(solved["b", "4"]).replace("-", "−")


def test_the_working_of_each_score_takes_the_habit_away(told):
    solved, scores, main = solved_by_hand(told), scores_by_hand(told), page("jurors")
    for place, each in enumerate(told["dossiers"]):
        rows = table(main, each["name"]["en"])
        wanted = [
            [f"Juror {juror}", two(scores[place, juror]), signed(-habit), two(scores[place, juror] - habit)]
            for juror in told["jurors"]
            if juror in each["ballots"] and counts(told, place)
            for habit in [solved["b", juror]]
        ]
        assert [row for row in rows if row[0] != "Mean"] == wanted


def plain(main) -> str:
    """Read a page without the signs that keep names apart."""
    return main.text_content().translate({0x2068: "", 0x2069: "", 0xA0: " "})


def test_the_example_as_it_ships_shows_what_it_is_there_for():
    told, solved = shipped.worked(), solved_by_hand(shipped.worked())
    assert solved["q", 0] == solved["q", 1] > solved["q", 2]
    assert raw_by_hand(told, 2) > raw_by_hand(told, 0)
    main = plain(page("marks"))
    assert "Tram line, River park have exactly the same score, at rank 1." in main
    assert "Tram line 8.083333, River park 7.333333. So: Tram line before River park." in main
    assert "City archive is not ranked: it has 2 ballots, fewer than the quorum." in main
    assert "a plain mean would put Covered market first" in main
    assert "all places stayed as they are" in main


def test_a_changed_mark_changes_the_page(monkeypatch):
    before = plain(page("marks"))
    changed = another(shipped.worked())
    monkeypatch.setattr(shipped, "worked", lambda: changed)
    after = plain(page("marks"))
    assert "have exactly the same score" in before
    assert "Tram line before River park" in before
    assert "No two works stand level." in after
    assert "Tram line before River park" not in after


@pytest.mark.parametrize("name", PAGES)
def test_persian_readers_get_the_same_figures_in_their_digits(name):
    english, persian = page(name), page(name, "fa")
    labels = {"Ranking": "رتبه‌بندی", "The ballots of the example": "رأی‌های نمونه"}
    for label, fa in labels.items():
        figures = [re.findall(r"\d+\.\d+", " ".join(row)) for row in table(english, label)]
        assert figures
        found = [re.findall(r"[۰-۹]+٫[۰-۹]+", " ".join(row)) for row in table(persian, fa)]
        assert found == [[each.translate(PERSIAN) for each in row] for row in figures]


def test_nothing_but_data_holds_a_figure_of_the_example():
    names = [each["name"]["en"] for each in shipped.worked()["dossiers"]]
    files = [*settings.BASE_DIR.glob("templates/scoring/help/*.html"), settings.BASE_DIR / "scoring/worked.py"]
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8").replace("Python 3.11", "")
        assert not re.search(r"\d[.٫]\d|Juror \d", text), file.name
        assert not any(name in text for name in names), file.name


@pytest.mark.parametrize("name", PAGES)
def test_headings_go_down_one_step_at_a_time_and_sections_have_anchors(name):
    main = page(name)
    levels = [int(each.tag[1]) for each in main.iter("h1", "h2", "h3")]
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    assert all(section.get("id") for section in main.iter("section"))


@pytest.mark.parametrize("address", ["help/", "about/jury/"])
def test_the_page_is_found_from(address):
    assert "/en/help/marks/" in Client().get(f"/en/{address}").content.decode()


def test_jurors_find_the_page_from_desk_and_ballot():
    assigned = Assignment.objects.filter(round=factory.open_round(3, 1)).first()
    juror = Client()
    juror.force_login(assigned.seat.user, backend="django.contrib.auth.backends.ModelBackend")
    ballot = reverse("scoring:ballot", kwargs={**assigned.round.slugs, "dossier": assigned.dossier.public_id})
    for address in (reverse("scoring:desk"), ballot):
        assert reverse("scoring:help_jurors") in juror.get(address).content.decode()


def test_where_nobody_is_strict_nothing_is_said_of_it(monkeypatch):
    alike = copy.deepcopy(shipped.worked())
    for each in alike["dossiers"]:
        each["ballots"] = {juror: {"impact": "7", "craft": "7"} for juror in each["ballots"]}
    monkeypatch.setattr(shipped, "worked", lambda: alike)
    assert worked.example().is_turned is False
    assert "points less than the others" not in page("marks").text_content()
