"""What else the desk leads to, and the tables behind it as they fold for a phone."""

import re

import pytest
from django.urls import reverse

from nominations.states import Phase
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["progress", "result"])
def test_table_of_figures_when_folded_for_a_phone_then_each_figure_keeps_its_word(name):
    of = factory.open_round(3, 2, phase=Phase.SHORTLIST)
    factory.cast_all(of, {(juror, file): "8.5" for juror in range(3) for file in range(2)})
    officer = signed_in(user("", "officer"))
    officer.post(reverse("scoring:take_tally", kwargs=of.slugs))
    page = officer.get(reverse(f"scoring:{name}", kwargs=of.slugs)).content.decode()
    tables = re.findall(r'<table class="table stack-s abreast">.*?</table>', page, re.DOTALL)
    cells = [cell for table in tables for cell in re.findall(r'<td class="num([^>]*)>', table)]
    assert len(tables) == page.count("<table")
    assert all(cell == ' rank"' or re.fullmatch(r'" data-h="[^"]+"', cell) for cell in cells), cells
