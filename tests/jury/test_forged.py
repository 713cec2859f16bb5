"""Whatever is posted to the jury's forms: a page answers, never a fault, and nothing is half written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nominations.states import Phase
from tests.factories import people

from .stories import address, scene, signed_in

pytestmark = pytest.mark.django_db
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "none", "other", "\x00", "-1", "9" * 400, "۱۲", "laureate", "<b>", "x" * 30_000]),
)


def fields(*names: str) -> st.SearchStrategy[dict[str, str]]:
    """Draw something for some of the names, and for a name that no form knows."""
    return st.dictionaries(st.sampled_from([*names, "unknown"]), WORDS, max_size=8)


@pytest.fixture
def staff():
    return people.user("", "officer", "secretary_general")


@pytest.fixture
def worlds():
    return scene(Phase.SCREENING, dossiers=1), scene(Phase.DELIBERATION, dossiers=1)


@settings(max_examples=20)
@given(st.data())
def test_no_form_of_the_jury_falls_over(worlds, staff, data):
    screened, deliberated = worlds
    key, late = screened.dossiers[0].public_id.hex, deliberated.dossiers[0].public_id.hex
    round_ = {"round": "assessment"}
    posts = [
        (screened.juror.user, "conflicts", {}, (f"tie-{key}", f"word-{key}", "page")),
        (staff, "invite", {}, ("name", "email", "role", "country", "languages", "language", "city")),
        (staff, "end_seat", {"seat": screened.seats[2].public_id}, ("reason",)),
        (staff, "ties", {}, ("seat", "dossier", "reason")),
        (staff, "change", round_, ("version", "dossier", "reads", "page")),
        (staff, "confirm", round_, ("version", "page")),
    ]
    for person, page, more, names in posts:
        answer = signed_in(person).post(address(page, screened.call, **more), data.draw(fields(*names)))
        assert answer.status_code in {302, 403, 404, 422}, page
    for page, names in (
        ("deliberation", ("version", "minutes", f"kind-{late}", f"citation-{late}-en")),
        ("recommend", ("version", "no_award")),
    ):
        posted = data.draw(fields(*names))
        answer = signed_in(deliberated.chair.user).post(address(page, deliberated.call), posted)
        assert answer.status_code in {302, 409, 422}, page
