"""Every address is opened to those the table allows, in each phase, and to nobody else."""

import pytest

from nominations.states import Phase

from .finding import mismatches, our_names
from .knocking import all_names
from .table import addresses
from .world import world_in

pytestmark = pytest.mark.django_db


#: Whom no phase lets in is shut out for who they are, not for when: they try in this one, and with the battery in all.
WHOLE = (Phase.ASSESSMENT,)
#: Whatever opens in this phase opens when winners are announced too: it is tried with the battery.
ARCHIVED = pytest.param(Phase.ARCHIVED, marks=pytest.mark.battery)


@pytest.mark.parametrize("phase", [*[each for each in Phase if each != Phase.ARCHIVED], ARCHIVED])
def test_address_when_knocked_at_opens_as_the_table_says(phase):
    assert mismatches(world_in(phase), whole=phase in WHOLE) == []


@pytest.mark.battery
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase not in WHOLE])
def test_address_when_knocked_at_by_those_whom_no_phase_lets_in_stays_shut(phase):
    assert mismatches(world_in(phase)) == []


def test_every_address_has_a_row():
    assert sorted(set(our_names()) - {row.name for row in addresses()}) == []


def test_every_row_has_an_address():
    assert sorted({row.name for row in addresses()} - set(all_names())) == []
