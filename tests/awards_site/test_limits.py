"""How often is too often, whoever asks and from wherever."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.test import Client, RequestFactory

from awards_site import limits
from awards_site.network import address_of, is_loopback, network_of


def test_the_count_ends_with_a_sentence_and_a_wait():
    assert [limits.take("mail", "a", 3, 60) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(limits.TooMany) as refused:
        limits.take("mail", "a", 3, 60)
    assert 0 < refused.value.wait <= 60
    assert "Wait a little" in str(refused.value)


def test_counts_do_not_mix():
    limits.take("mail", "a", 1, 60)
    assert limits.take("mail", "b", 1, 60) == limits.take("code", "a", 1, 60) == 1


def test_a_new_window_counts_from_one(monkeypatch):
    limits.take("mail", "a", 1, 60)
    now = limits.time.time()
    monkeypatch.setattr(limits.time, "time", lambda: now + 60)
    assert limits.take("mail", "a", 1, 60) == 1


def test_forgiven_counts_begin_again():
    limits.take("mail", "a", 1, 60)
    limits.forgive("mail", "a", 1, 60)
    assert limits.take("mail", "a", 1, 60) == 1


def took(_number: int) -> bool:
    try:
        limits.take("rush", "a", 10, 3600)
    except limits.TooMany:
        return False
    finally:
        connections.close_all()
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["locmem", "db"])
def test_a_rush_from_many_threads_gets_no_more_than_the_limit(settings, kind):
    if kind == "db":
        backend = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
        settings.CACHES = {"default": backend}
        call_command("createcachetable")
        caches["default"].clear()
    with ThreadPoolExecutor(8) as rush:
        assert sum(rush.map(took, range(40))) == 10


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "", "203.0.113.9"),
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1, 198.51.100.1, 192.0.2.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9"),
        (1, "", "203.0.113.9"),
        (1, " , ,", "203.0.113.9"),
    ],
)
def test_only_what_our_own_proxies_saw_is_believed(settings, proxies, told, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": told} if told else {}, REMOTE_ADDR="203.0.113.9")
    assert address_of(request) == address


FORGED = ("", "127.0.0.1", "198.51.100.7", "a, b, c", " , ,", "::1", "198.51.100.7, 10.0.0.1, 10.0.0.2", "x" * 3000)
REAL = "203.0.113.77"


def through(proxies: list[str], sent: str, client: str) -> dict[str, str]:
    """Give what arrives when each proxy writes down whom it sees, behind whatever came along."""
    chain, seen = sent, client
    for proxy in proxies:
        chain, seen = f"{chain}, {seen}" if chain else seen, proxy
    return {"HTTP_X_FORWARDED_FOR": chain, "REMOTE_ADDR": seen}


@pytest.mark.parametrize("sent", FORGED)
@pytest.mark.parametrize("proxies", [[], ["10.9.0.1"], ["10.9.0.1", "10.9.0.2"]])
def test_no_chain_that_a_client_sends_changes_who_it_is(settings, proxies, sent):
    settings.TRUSTED_PROXIES = len(proxies)
    request = RequestFactory().get("/", **through(proxies, sent, REAL))
    assert (address_of(request), network_of(request), is_loopback(request)) == (REAL, REAL, False)


@pytest.mark.django_db
@pytest.mark.parametrize("sent", FORGED)
def test_a_forged_chain_gets_no_count_of_its_own(settings, sent):
    settings.TRUSTED_PROXIES, settings.CODES_PER_NETWORK = 1, 1
    answers = [
        Client().post("/en/account/login/", {"email": f"a{n}@city.example"}, **through(["10.9.0.1"], forged, REAL))
        for n, forged in enumerate(("", sent))
    ]
    assert [answer.status_code for answer in answers] == [302, 429]


@pytest.mark.parametrize(
    ("told", "network"),
    [
        ("203.0.113.77:51234", REAL),
        ("::ffff:203.0.113.77", REAL),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("203.0.113.77:x", "unknown"),
    ],
)
def test_ports_and_mapped_addresses_are_not_another_network_nor_everybodys(told, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=told)) == network


def test_an_ipv6_home_is_one_network():
    asked = [RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}") for n in (1, 2)]
    assert {network_of(request) for request in asked} == {"2001:db8:1:2::/64"}


@pytest.mark.parametrize("address", ["", "nonsense", "127.0.0.1\n"])
def test_nonsense_is_one_network_and_not_this_machine(address):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert network_of(request) == "unknown"
    assert not is_loopback(request)
