"""Names in one phrase keep their order, whatever their letters and the reader's."""

from django.template import Context, Template
from django.utils import translation

from awards_site.listed import Listed

NAMES = ["شهردار زابل", "", "زابل", "<Iran>"]


def test_listed_names_when_text_then_joined_as_the_language_joins():
    assert Listed(NAMES) == "شهردار زابل, زابل, <Iran>"
    with translation.override("fa"):
        assert Listed(NAMES) == "شهردار زابل، زابل، <Iran>"


def test_listed_names_when_on_a_page_then_each_is_isolated_and_escaped():
    page = Template("{{ phrase }}").render(Context({"phrase": Listed(NAMES)}))
    assert page == "<bdi>شهردار زابل</bdi>, <bdi>زابل</bdi>, <bdi>&lt;Iran&gt;</bdi>"


def test_listed_names_when_there_are_none_then_nothing_stands_there():
    assert not Listed(["", ""])
