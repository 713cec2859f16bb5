"""What everybody may read: every public page in both languages, and nothing of a result before its moment."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from lxml import html

from awards_site import clock
from awards_site.states import Role
from jury.states import OutcomeKind
from nominations.models import Act, Call
from nominations.states import ActKind, Phase
from scoring import shipping
from scoring.models import Laureate
from scoring.shipped.dates import following
from tests.factories import nominations as make
from tests.factories.people import user

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def shipped_call(slug="mayor", cycle="2027", *, published=True, opens_in=-60):
    now = clock.now()
    dates = following(now + opens_in * make.DAY, now + (opens_in + 118) * make.DAY)
    call = shipping.ship_call(slug, shipping.ship_cycle(cycle), dates=dates)
    if published:
        Act.objects.create(call=call, kind=ActKind.PUBLISHED)
    return call


def laureate(call, kind=OutcomeKind.LAUREATE, name="Zal Damavandi", **fields):
    return Laureate.objects.create(
        call=call,
        dossier=make.dossier(call, name=name),
        kind=kind,
        name=name,
        office="Mayor of Samarkand",
        city="Samarkand",
        country="UZ",
        published_at=clock.now() - dt.timedelta(hours=1),
        **{"citation": {"en": f"For {name}.", "fa": f"برای {name}."}, **fields},
    )


def pages(call):
    both = [call.cycle.slug, call.prize.slug]
    return [
        reverse("scoring:home"),
        reverse("scoring:laureates"),
        reverse("scoring:call", args=both),
        reverse("nominations:prizes"),
        reverse("nominations:declaration"),
        reverse("nominations:calendar"),
        reverse("nominations:cycle", args=both[:1]),
        reverse("nominations:form", args=both),
        *(reverse("scoring:page", args=[name]) for name in ("rules", "jury", "data", "contact")),
    ]


def read(url, status=200):
    response = Client().get(url)
    assert response.status_code == status, url
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_public_page_opens_in_few_statements(language, django_assert_max_num_queries):
    call = shipped_call()
    with translation.override(language):
        urls = [*pages(call)]
    for url in urls:
        with django_assert_max_num_queries(MOST_STATEMENTS):
            page = read(url)
        assert f'<html lang="{language}"' in page
        assert len(page.encode()) < 50 * 1024, url


def test_home_says_where_the_cycle_stands_and_what_to_do():
    shipped_call()
    page = read(reverse("scoring:home"))
    assert reverse("nominations:nominate") in page
    assert "58 days left to nominate" in page
    assert "Call opened" in page
    assert "Call closes" in page


@pytest.mark.parametrize(
    ("language", "headings"),
    [("en", ["By e-mail", "Before you write", "By post"]), ("fa", ["با ایمیل", "پیش از نوشتن", "با پست"])],
)
def test_the_contact_page_when_read_then_each_way_has_a_name_of_its_own(language, headings):
    with translation.override(language):
        root = html.fromstring(read(reverse("scoring:page", args=["contact"])))
    assert root.xpath("//main//h2/text()") == headings


def places_that_invite(call):
    both = [call.cycle.slug, call.prize.slug]
    lead = reverse("nominations:start", args=both)
    yield reverse("scoring:home"), f'href="{reverse("nominations:nominate")}"'
    yield reverse("scoring:call", args=both), f'href="{lead}"'
    yield reverse("nominations:form", args=both), f'href="{lead}"'
    yield reverse("nominations:nominate"), f'href="{lead}"'


@pytest.mark.parametrize(("roles", "invited"), [(None, True), ((), True), ((Role.OFFICER,), False)])
def test_nominate_is_offered_to_whom_the_rule_lets_in_and_to_strangers(roles, invited):
    call, client = shipped_call(), Client()
    if roles is not None:
        client.force_login(user("somebody@people.example", *roles))
    for page, link in places_that_invite(call):
        assert (link in client.get(page).content.decode()) is invited, page


def test_home_of_a_house_without_calls_still_opens():
    shipping.ship_prizes()
    assert "No call has opened yet." in read(reverse("scoring:home"))


def test_the_calls_page_tells_gates_criteria_weights_and_anchors():
    page = read(reverse("scoring:call", args=["2027", shipped_call().prize.slug]))
    for text in ("1.1", "Measurable impact on quality of life", ">25<", "outstanding", "At least 3 jurors"):
        assert text in page


def test_the_form_is_read_whole_before_signing_in():
    page = read(reverse("nominations:form", args=["2027", shipped_call().prize.slug]))
    for text in ("What was the problem?", "At most 600 words", "Figures before and after", "Complete the file"):
        assert text in page


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_declaration_is_told_in_both_languages(language):
    shipping.ship_prizes()
    with translation.override(language):
        page = read(reverse("nominations:declaration"))
    assert "(c) A biennial prize to an academic" in page
    assert "ب. یک جایزهٔ دوسالانه" in page


@pytest.mark.parametrize("hidden", [{"published": False}, {"opens_in": 5}])
def test_a_call_in_preparation_does_not_exist_for_the_public(hidden):
    call = shipped_call(**hidden)
    both = [call.cycle.slug, call.prize.slug]
    for name, args in (("scoring:call", both), ("nominations:form", both), ("nominations:cycle", both[:1])):
        assert Client().get(reverse(name, args=args)).content == Client().get(reverse(name, args=args)).content
        read(reverse(name, args=args), 404)
    assert reverse("scoring:call", args=both) not in read(reverse("nominations:prizes"))


def test_laureates_are_told_with_citation_and_ranking_policy():
    call = shipped_call(cycle="2025")
    laureate(call)
    laureate(call, OutcomeKind.FINALIST, "Esfandiar")
    page = read(reverse("scoring:cycle_laureates", args=["2025"]))
    for text in ("Zal Damavandi", "For Zal Damavandi.", "Esfandiar", "Finalist", "named in no order"):
        assert text in page
    assert "Zal Damavandi" in read(reverse("scoring:home"))
    assert "Zal Damavandi" in read(reverse("scoring:laureates"))


def test_a_call_decided_but_not_announced_reads_as_one_before_the_board():
    call = make.call(Phase.RATIFICATION, prize_slug="mayor")
    urls = [reverse("scoring:call", args=["2027", "mayor"]), reverse("nominations:cycle", args=["2027"]), "/en/"]
    before = [read(url) for url in urls]
    Act.objects.create(call=call, kind=ActKind.RATIFIED)
    assert [read(url) for url in urls] == before


def test_before_the_moment_the_laureates_page_answers_as_nonsense_does():
    shipped_call()
    read(reverse("scoring:cycle_laureates", args=["2027"]), 404)
    read(reverse("scoring:cycle_laureates", args=["2099"]), 404)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_archive_takes_the_same_statements_at_any_size(rows, django_assert_num_queries):
    for number in range(rows):
        call = shipped_call(cycle=f"{1990 + number}")
        laureate(call, name=f"Laureate {number}")
    read(reverse("scoring:laureates"))
    with django_assert_num_queries(1):
        read(reverse("scoring:laureates"))
    assert Call.objects.count() == rows


def test_an_unknown_page_is_not_found():
    read(reverse("scoring:page", args=["nonsense"]), 404)
