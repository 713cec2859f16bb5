"""Every address is opened to those the table allows, in each phase, and to nobody else."""

import pytest

from nominations.states import Phase

from .finding import mismatches, our_names
from .knocking import all_names
from .table import addresses
from .world import world_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phase", list(Phase))
def test_address_when_knocked_at_opens_as_the_table_says(phase):
    assert mismatches(world_in(phase)) == []


def test_every_address_has_a_row():
    assert sorted(set(our_names()) - {row.name for row in addresses()}) == []


def test_every_row_has_an_address():
    assert sorted({row.name for row in addresses()} - set(all_names())) == []
