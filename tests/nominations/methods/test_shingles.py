"""Texts that are nearly one have nearly one signature; others, in whatever script, have not."""

import random

import pytest

from nominations.methods.shingles import NEARLY, boxes, long_text, near_pairs, shared, signature

DICE = random.Random(5)
WORDS = [f"word{number}" for number in range(3_000)]


def text(words: int = 400) -> str:
    return " ".join(DICE.choice(WORDS) for _ in range(words))


def changed(given: str, times: int) -> str:
    words = given.split()
    for place in DICE.sample(range(len(words)), times):
        words[place] = DICE.choice(WORDS)
    return " ".join(words)


@pytest.mark.parametrize(("times", "least", "most"), [(0, 1, 1), (5, 0.8, 1), (20, 0.5, 0.85), (200, 0, 0.2)])
def test_the_share_falls_as_words_change(times, least, most):
    given = text()
    assert least <= shared(signature(given), signature(changed(given, times))) <= most


def test_writing_makes_no_difference_and_another_text_does():
    persian = "خانه‌های کنار رود را با مردم همان محله دوباره ساختند و آب را به باغ‌ها رساندند " * 3
    assert shared(signature(persian), signature(persian.replace("ی", "ي").replace("\u200c", " "))) == 1
    assert shared(signature(text().upper()), signature(text())) < 0.1
    assert (
        shared(signature("用水渠边的树荫让人们夏天也能步行去市场孩子们在水边玩耍老人们在树下喝茶"), signature(text()))
        == 0
    )


def test_short_texts_say_nothing():
    assert signature("Yes, we did.") == []
    assert shared([], []) == 0


def test_long_answers_alone_make_the_text_rows_too():
    rows = [{"title": "Short", "problem": "The water stood in the streets for weeks each spring."}]
    told = long_text({"name": "Rostam Zal", "work": rows, "year": 2020, "email": "a@b.example"})
    assert told == rows[0]["problem"]


def test_every_copy_is_found_among_thousands_with_few_comparisons():
    base = text()
    signatures = {number: signature(text(60)) for number in range(300)}
    signatures |= {1_000 + number: signature(changed(base, number % 8)) for number in range(120)}
    pairs = list(near_pairs(signatures))
    found = {key for pair in pairs for key in pair}
    assert found == set(range(1_000, 1_120))
    assert len(pairs) < 120 * 8
    assert all(shared(signatures[one], signatures[other]) >= NEARLY for one, other in pairs)
    assert max(map(len, boxes(signatures))) <= 120
