"""Words are counted by one rule, in Python and in the browser."""

import json
from pathlib import Path

import pytest

from awards_site.words import count_words

CASES = json.loads((Path(__file__).parent / "word_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_words_of_a_text_are_counted(case):
    assert count_words(case["text"]) == case["words"]


def test_words_of_two_paragraphs_add_up():
    for case in CASES:
        assert count_words(f"{case['text']}\n{case['text']}") == 2 * case["words"]


def test_very_long_text_is_counted_quickly():
    assert count_words("نام‌ها و words 上 " * 20_000) == 80_000
