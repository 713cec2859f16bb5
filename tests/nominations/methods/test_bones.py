"""The whole way to a double: keys find few candidates, likeness judges them; measured on made-up people."""

import random
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.methods.bones import KEY_AT_MOST, bones_of, keys_of
from nominations.methods.likeness import likeness
from nominations.nominees import ALIKE_CITY, ALIKE_NAME

from .test_likeness import DOUBLES, NAMES, Written, people

CANDIDATES_OF_ONE = 6


def candidates(rows: list[Written]) -> set[tuple[int, int]]:
    """Pair the rows that share a key, as the database's index does."""
    index = defaultdict(set)
    for place, row in enumerate(rows):
        for key in keys_of(row.name, "", row.city, ""):
            index[key].add(place)
    return {(one, other) for near in index.values() for one in near for other in near if one < other}


@pytest.mark.parametrize("seed", range(8))
def test_planted_doubles_are_found_by_keys_and_judgement_together(seed):
    rows = people(random.Random(seed))
    near = [(rows[one], rows[other]) for one, other in candidates(rows)]
    found = [
        (one, other)
        for one, other in near
        if likeness(one.city, other.city) >= ALIKE_CITY and likeness(one.name, other.name) >= ALIKE_NAME
    ]
    right = sum(one.person == other.person for one, other in found)
    precision, recall, each = right / len(found), right / DOUBLES, 2 * len(near) / len(rows)
    print(f"\n{len(rows)} names: recall {recall:.1%}, precision {precision:.1%}, {each:.1f} candidates of each")
    assert recall >= 0.95
    assert precision >= 0.9
    assert each <= CANDIDATES_OF_ONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammad", "محمد"),
        ("Mohammed", "Мухаммад"),
        ("Kuala Lumpur", "كوالالمبور"),
        ("Tehran", "Тегеран"),
        ("Nazaroff", "نظروف"),
        ("王小明", "Ван Сяомин"),
    ],
)
def test_spellings_of_one_name_share_a_bone(one, other):
    assert bones_of(one) & bones_of(other)


def test_a_name_without_a_city_is_found_without_one():
    assert keys_of("Reza", "", "", "") & keys_of("Riza", "", "", "")
    assert not keys_of("Reza", "", "", "") & keys_of("Reza", "", "Tehran", "")


def test_an_address_is_a_key_whatever_its_capitals():
    assert keys_of("", "", "", "A@b.example") == keys_of("", "", "", "a@B.example") == {"@a@b.example"}


@given(NAMES, NAMES, NAMES, st.text(max_size=200))
def test_keys_are_few_and_short_whatever_is_typed(name, latin, city, email):
    assert all(0 < len(key) <= KEY_AT_MOST for key in keys_of(name, latin, city, email))


def test_keys_stay_few_for_a_name_of_a_hundred_words():
    long = " ".join(f"{a}{b}an" for a in "bdklmnprst" for b in "bdklmnprst")
    assert len(keys_of(long, long, long, "")) < 200
