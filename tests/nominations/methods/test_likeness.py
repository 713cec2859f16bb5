"""Names across spellings and scripts: planted doubles are found, other people are left alone."""

import itertools
import json
import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.methods.likeness import likeness
from nominations.methods.sounds import sounds_of
from nominations.nominees import ALIKE_CITY, ALIKE_NAME

#: Made-up people: given and family names as each script writes them, by hand; no romanisation made this table.
TABLE = json.loads((Path(__file__).parents[2] / "datasets" / "names_in_four_scripts.json").read_text("utf-8"))
PEOPLE, DOUBLES = 400, 100


@dataclass(frozen=True)
class Written:
    """One person as somebody wrote them down."""

    person: int
    name: str
    city: str


def people(dice: random.Random) -> list[Written]:
    """Write 400 people down once and 100 of them once more, each time in some script and spelling."""
    pairs = list(itertools.product(TABLE["given"], TABLE["family"]))
    chinese = TABLE["chinese"]
    named = [*dice.sample(pairs, PEOPLE - len(chinese)), *((each,) for each in chinese)]
    cities = [dice.choice(TABLE["cities"]) for _each in named]
    once_more = dice.sample(range(PEOPLE), DOUBLES)
    return [written(person, named[person], cities[person], dice) for person in (*range(PEOPLE), *once_more)]


def written(person: int, parts: tuple, city: list, dice: random.Random) -> Written:
    script = dice.randrange(3)
    return Written(person, " ".join(dice.choice(part[script]) for part in parts), dice.choice(city[script]))


@pytest.mark.parametrize("seed", range(3))
def test_planted_doubles_are_found_over_four_scripts(seed):
    rows = people(random.Random(seed))
    found = [
        (one, other)
        for one, other in itertools.combinations(rows, 2)
        if likeness(one.city, other.city) >= ALIKE_CITY and likeness(one.name, other.name) >= ALIKE_NAME
    ]
    right = sum(one.person == other.person for one, other in found)
    precision, recall = right / len(found), right / DOUBLES
    print(f"\n{len(rows)} names, {DOUBLES} doubles: recall {recall:.1%}, precision {precision:.1%}")
    assert recall >= 0.95
    assert precision >= 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammad", "محمد"),
        ("Mohammed", "Мухаммад"),
        ("Kuala Lumpur", "كوالالمبور"),
        ("Куала-Лумпур", "Kualalumpur"),
        ("王小明", "Ван Сяомин"),
        ("Rezaei Mohammad", "محمد رضایی"),
        ("Абдулла Шахин", "Abdullah Şahin"),
        ("علی‌رضا حسینی", "Alireza Hosseini"),
    ],
)
def test_spellings_of_one_name_are_alike(one, other):
    assert likeness(one, other) >= ALIKE_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ali Rahimi", "Ali Karimi"), ("Wang Wei", "Zhang Wei"), ("Mehdi Rezaei", "Maryam Rezaei"), ("Noor", "Anwar")],
)
def test_other_names_are_not_alike(one, other):
    assert likeness(one, other) < ALIKE_NAME


NAMES = st.text(alphabet="abdeghiklmnoprstuvyzکمحدعلیرضانسАбвгдежзик王小明 ", max_size=24)


@given(NAMES, NAMES)
def test_likeness_asks_nobodys_order_and_keeps_its_bounds(one, other):
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert 0 <= likeness(one, other) <= 1


@given(NAMES)
def test_a_name_with_a_letter_is_like_itself(name):
    assert likeness(name, name) == pytest.approx(1 if sounds_of(name) else 0)


@given(st.text(max_size=40))
def test_any_text_has_its_sounds(text):
    assert all(each.isascii() and each for each in sounds_of(text))
