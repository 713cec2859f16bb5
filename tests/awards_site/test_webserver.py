"""A request lives at the moment of its arrival, and nobody else can say when that was."""

import datetime as dt
import time
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments

from awards_site import clock, wsgi
from awards_site.webserver import Channel, Parser

REQUEST = b"POST / HTTP/1.1\r\nHost: here\r\nawards_site.arrived_at: 1\r\nContent-Length: 4\r\n\r\nword"
LATER = 0.02


@pytest.fixture
def told(monkeypatch):
    """Let the site tell what its clock says."""
    monkeypatch.setattr(wsgi, "site", lambda _environ, _start: [clock.now().isoformat().encode()])
    return lambda environ: dt.datetime.fromisoformat(wsgi.application(environ, lambda *_: None)[0].decode())


def parsed(sent):
    """Let a parser read what was sent."""
    parser, at = Parser(Adjustments()), 0
    while at < len(sent) and not parser.completed:
        at += parser.received(sent[at:])
    return parser


def test_the_clock_of_a_request_stands_at_its_arrival_and_goes_on_after_it(told):
    then = dt.datetime(2027, 1, 20, 14, 30, tzinfo=dt.UTC)
    assert told({wsgi.ARRIVED: then.timestamp()}) == then
    assert clock.now() != then


def test_without_a_web_server_of_ours_the_clock_goes(told):
    before = clock.now()
    assert before <= told({}) <= clock.now()


def test_a_request_has_arrived_when_its_last_byte_has():
    parser = parsed(REQUEST[:-1])
    assert parser.arrived_at == 0.0
    time.sleep(LATER)
    before = time.time()
    parser.received(REQUEST[-1:])
    assert before <= parser.arrived_at <= time.time()
    kept = parser.arrived_at
    parser.received(b"GET / HTTP/1.1\r\n\r\n")
    assert parser.arrived_at == kept


def test_no_header_says_when_a_request_arrived():
    parser = parsed(REQUEST)
    server = SimpleNamespace(
        adj=parser.adj, server_name="here", effective_port=80, effective_host="here", application=None
    )
    channel = SimpleNamespace(server=server, addr=("127.0.0.1", 1), check_client_disconnected=None)
    environ = Channel.task_class(channel, parser).get_environment()
    assert environ[wsgi.ARRIVED] == parser.arrived_at
    assert {name for name in environ if "ARRIVED" in name.upper()} <= {wsgi.ARRIVED, "HTTP_AWARDS_SITE.ARRIVED_AT"}
