"""A check character finds typing slips."""

import pytest

from nominations import references

ALL = [references.reference("M2027", number) for number in (1, 42, 777, 31415, 99999)]


@pytest.mark.parametrize("reference", ALL)
def test_a_reference_holds_as_it_is_typed(reference):
    assert references.holds(reference)
    assert references.holds(f" {reference.lower()} ")


@pytest.mark.parametrize("reference", ALL)
def test_every_wrong_digit_is_found(reference):
    for place, sign in enumerate(reference):
        for other in "0123456789":
            if sign.isdigit() and place < len(reference) - 1 and other != sign:
                assert not references.holds(reference[:place] + other + reference[place + 1 :])


@pytest.mark.parametrize("reference", ALL)
def test_every_two_neighbours_exchanged_are_found(reference):
    for place in range(len(reference) - 3):
        swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
        if swapped != reference and "-" not in (reference[place], reference[place + 1]):
            assert not references.holds(swapped)


@pytest.mark.parametrize("text", ["", "-", "M2027", "é-é", "M2027-00042", "M2027-00042-", "\0-\0"])
def test_what_is_no_reference_does_not_hold(text):
    assert not references.holds(text)


@pytest.mark.parametrize("typed", ["m2027-00042-{}", "M2027 00042 {}", "M2027–00042–{}", "M202700042{}"])
def test_a_reference_is_read_however_it_is_parted(typed):
    stored = references.reference("M2027", 42)
    assert references.read(typed.format(stored[-1])) == stored


@pytest.mark.parametrize("text", ["", "M2027", "rostam", "M-014", "M2027-00042", "12-03-2027"])
def test_other_words_are_no_reference(text):
    assert references.read(text) == ""
