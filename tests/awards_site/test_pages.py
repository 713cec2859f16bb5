"""What every page shares: language and direction, navigation, what failed, and nothing that tells too much."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django.views import defaults
from lxml import html

from awards_site import context_processors, navigation
from awards_site.failures import lost_session
from awards_site.rules import Rule, signed_in
from nominations.states import Phase
from scoring import tallying
from tests.factories import people
from tests.factories import scoring as factory

pytestmark = pytest.mark.django_db
SWITCH = re.compile(rb'<a href="[^"]*" lang="\w+" hreflang="\w+" dir="\w+">[^<]*</a>')


def page(response):
    return html.fromstring(response.content)


def words(node):
    return " ".join(node.text_content().split())


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fa", "rtl")])
def test_page_says_its_language_and_direction(client, language, direction):
    root = page(client.get(f"/{language}/laureates/"))
    assert (root.get("lang"), root.get("dir")) == (language, direction)


def test_language_link_leads_to_the_same_page(client):
    root = page(client.get("/en/laureates/?page=1"))
    link = root.xpath("//a[@hreflang='fa']")[0]
    assert link.get("href") == "/fa/laureates/?page=1"
    assert (link.get("lang"), link.get("dir"), link.text) == ("fa", "rtl", "فارسی")
    assert root.xpath("//link[@rel='alternate']/@href") == ["/fa/laureates/?page=1"]


def test_address_without_a_language_leads_to_the_first_page():
    request = RequestFactory().get("/outbox/")
    with translation.override("en"):
        assert [other.url for other in context_processors.other_languages(request)] == ["/fa/"]


def test_language_link_on_a_page_that_came_by_a_post_leads_to_where_its_form_stood(client):
    round_ = factory.open_round(phase=Phase.SHORTLIST)
    factory.cast_all(round_, {(0, 0): "9", (0, 1): "7", (1, 0): "8", (1, 1): "8", (2, 0): "8.5", (2, 1): "7.5"})
    by = people.user("", "secretary_general")
    tallying.take(factory.fresh(round_), by=by)
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    here = reverse("scoring:result", kwargs=round_.slugs)
    recount = reverse("scoring:recount", kwargs=round_.slugs)
    for came, leads in (
        ("https://evil.example/x", "/fa/"),
        (f"http://testserver{here}", here.replace("/en/", "/fa/")),
    ):
        answer = client.post(recount, headers={"referer": came})
        assert page(answer).xpath("//a[@hreflang='fa']/@href")[0] == leads
    assert client.get(leads).status_code == 200


def test_current_entry_is_marked_and_the_skip_link_leads_to_the_text(client):
    root = page(client.get("/en/laureates/"))
    assert [words(link) for link in root.xpath("//nav[@class='site-nav']//a[@aria-current='page']")] == ["Laureates"]
    assert root.xpath("//a[@class='skip']/@href") == ["#main"]
    assert len(root.xpath("//main[@id='main']")) == 1


def test_font_is_linked_where_it_is_read_and_data_is_not_saved(client):
    def sheets(path, **headers):
        return [
            href.rpartition("/")[2]
            for href in page(client.get(path, **headers)).xpath("//link/@href")
            if "css" in href
        ]

    assert sheets("/en/laureates/") == ["site.css"]
    assert sheets("/fa/laureates/") == ["site.css", "fonts.css"]
    assert sheets("/fa/laureates/", headers={"Save-Data": "on"}) == ["site.css"]
    assert "save-data" in page(client.get("/fa/laureates/", headers={"Save-Data": "on"})).get("class")


def test_page_asks_for_few_files(client):
    root = page(client.get("/en/laureates/"))
    asked = root.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src")
    assert len(asked) == 3
    assert root.xpath("//style | //@style | //script[not(@src)]") == []


def test_signed_in_reader_finds_the_own_account_and_others_the_door(client):
    assert words(page(client.get("/en/laureates/")).xpath("//*[@class='site-tools']")[0]).startswith("Sign in")
    client.force_login(people.user(name="نسترن کوهی"))
    tools = page(client.get("/en/laureates/")).xpath("//*[@class='site-tools']//bdi")
    assert [words(name) for name in tools] == ["نسترن کوهی"]


def test_navigation_shows_what_the_reader_may_use(rf, monkeypatch):
    monkeypatch.setattr(navigation, "_ENTRIES", [])
    navigation.register(navigation.Entry("scoring:laureates", "Laureates", order=20))
    navigation.register(navigation.Entry("nominations:prizes", "Prizes", order=10))
    navigation.register(navigation.Entry("account", "Mine", order=30, rule=signed_in))
    navigation.register(navigation.Entry("account", "Mine", order=30, rule=signed_in))
    request = rf.get("/en/laureates/")
    request.user = people.user()
    with translation.override("en"):
        assert [link.label for link in navigation.links_for(request)] == ["Prizes", "Laureates", "Mine"]
        assert [link.is_current for link in navigation.links_for(request)] == [False, True, False]
    request.user = type("Nobody", (), {"is_authenticated": False, "roles": frozenset()})()
    assert [link.label for link in navigation.links_for(request)] == ["Prizes", "Laureates"]
    assert isinstance(navigation.Entry("account", "Mine").rule, Rule)


def test_missing_page_answers_alike_for_every_address(client):
    paths = ["/en/nowhere/", "/en/2031/mayor/", "/en/laureates/nobody/", "/en/2031/mayor/form/"]
    answers = {SWITCH.sub(b"", client.get(path).content) for path in paths}
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)
    assert len(answers) == 1
    assert all(path.encode() not in answers.copy().pop() for path in paths)


def test_missing_page_says_what_to_do_in_the_readers_language(client):
    assert words(page(client.get("/en/nowhere/")).xpath("//h1")[0]) == "There is no such page"
    assert page(client.get("/fa/nowhere/")).get("dir") == "rtl"


def test_refusal_is_told_in_its_own_sentence(rf):
    request = rf.get("/en/laureates/")
    told = defaults.permission_denied(request, PermissionDenied("The call closed on Wednesday."))
    assert "The call closed on Wednesday." in words(page(told).xpath("//*[@class='lead']")[0])
    silent = defaults.permission_denied(request, PermissionDenied())
    assert "write to us" in words(page(silent).xpath("//*[@class='lead']")[0])


def test_failure_pages_stand_without_a_request():
    for name in ("400.html", "500.html"):
        root = html.fromstring(render_to_string(name))
        assert [words(node) for node in root.xpath("//h1")]
        assert root.xpath("//*[@lang='fa' and @dir='rtl']//h1")
        assert root.xpath("//a[@href='/en/']")


def test_lost_session_gives_back_what_was_typed(rf):
    typed = {
        "story": "\nNine & more",
        "version": "7.0123456789ab",
        "do": "next",
        "name": "王小明",
        "age": "",
        "mark": "8",
    }
    root = html.fromstring(lost_session(rf.post("/en/x/", typed)).content.decode())
    # a browser leaves the first line break of a box out
    assert [area.text for area in root.xpath("//textarea")] == ["\n\nNine & more", "\n王小明", "\n8"]
    assert root.xpath("//form") == []


def test_error_stands_in_the_title_of_a_page_with_a_faulty_form(client):
    root = page(client.post("/en/account/login/", {"email": "x"}))
    assert root.xpath("//title")[0].text.startswith("Error: ")
    assert root.xpath("//*[@role='alert']//a/@href") == ["#id_email"]
