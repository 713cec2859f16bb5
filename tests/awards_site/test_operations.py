"""Alive and ready, settings from the environment, no unsafe start, and log lines that give nothing away."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from kombu import Connection

from awards_site import logs, services

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "SECRET_KEY": "k7Qz-vW1mY9sT4bN8xR2cF6hJ0pL3dG5aE_uI-oK7Qz-vW1mY9sT4bN8xR2cF6hJ",
    "ALLOWED_HOSTS": "awards.forum.example",
}
SAY = "import json; from awards_site import settings as s; print(json.dumps({expression}, default=str))"


def run(tmp_path: Path, *words: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "HOME": str(tmp_path)}
    return subprocess.run(
        [sys.executable, *words], env=clean | environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


def setting(tmp_path: Path, expression: str, **environment: str):
    done = run(tmp_path, "-c", SAY.format(expression=expression), **PRODUCTION | environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_settings_pass_djangos_own_check(tmp_path):
    post = {"EMAIL_URL": "smtp+tls://post:secret@smtp.forum.example:587"}
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "INFO", **PRODUCTION, **post)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_letters_that_would_reach_nobody_are_warned_of(tmp_path):
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 1
    assert "Set EMAIL_URL." in done.stderr


def test_without_its_secret_it_does_not_start(tmp_path):
    done = run(tmp_path, "manage.py", "check")
    assert done.returncode == 1
    assert "Set SECRET_KEY in the environment" in done.stderr.splitlines()[-1]


def test_an_example_does_not_open_itself_to_the_world(tmp_path):
    done = run(tmp_path, "manage.py", "check", EXAMPLE_MODE="1", ALLOWED_HOSTS="awards.forum.example")
    assert done.returncode == 1
    assert "it serves this machine alone" in done.stderr.splitlines()[-1]


def test_a_key_made_on_the_machine_is_kept_and_readable_to_its_keeper_alone(tmp_path):
    for _ in range(2):
        assert run(tmp_path, "manage.py", "check", EXAMPLE_MODE="1").returncode == 0
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_every_service_is_named_by_its_address(tmp_path):
    said = setting(
        tmp_path,
        "[s.DATABASES['default'], s.CACHES['default'], s.EMAIL_HOST, s.EMAIL_USE_TLS, s.CELERY_BROKER_URL, "
        "s.STORAGES]",
        DATABASE_URL="postgres://awards:secret@db.forum.example:5433/awards",
        CACHE_URL="redis://cache.forum.example:6379/1",
        EMAIL_URL="smtp+tls://post:secret@smtp.forum.example:587",
        CELERY_BROKER_URL="amqp://guest@queue.forum.example//",
        MEDIA_BUCKET="evidence",
        MEDIA_ENDPOINT="https://s3.forum.example",
    )
    database, cache, email_host, email_tls, broker, storages = said
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.forum.example", 5433, "awards")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert cache["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert (email_host, email_tls) == ("smtp.forum.example", True)
    assert broker == "amqp://guest@queue.forum.example//"
    assert storages["default"]["OPTIONS"]["bucket_name"] == "evidence"
    assert storages["default"]["OPTIONS"]["endpoint_url"] == "https://s3.forum.example"


def test_without_addresses_it_stands_on_its_own(tmp_path):
    said = setting(tmp_path, "[s.DATABASES['default'], s.CACHES['default'], s.EMAIL_BACKEND, s.CELERY_BROKER_URL]")
    database, cache, email, broker = said
    assert database["NAME"] == str(tmp_path / "awards.sqlite3")
    assert (database["OPTIONS"]["transaction_mode"], database["OPTIONS"]["timeout"]) == ("IMMEDIATE", 20)
    assert cache["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert (email, broker) == ("awards_site.outbox_folder.EmailBackend", "spool://localhost")


def test_production_asks_the_staff_for_a_second_factor_and_the_example_does_not(tmp_path):
    assert (
        setting(tmp_path, "[s.SECOND_FACTOR_REQUIRED, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE]") == [True] * 3
    )
    assert setting(tmp_path, "s.SECOND_FACTOR_REQUIRED", ALLOWED_HOSTS="localhost", EXAMPLE_MODE="1") is False


def test_alive_asks_nobody(client, django_assert_num_queries):
    assert client.get("/healthz").content == b"alive\n"


@pytest.mark.django_db
def test_ready_names_every_service(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"database: ok\nbroker: ok\nstorage: ok\n")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "broker", "storage"])
def test_one_service_down_is_not_ready(client, monkeypatch, name):
    def down():
        message = "password=secret is refused"
        raise ConnectionError(message)

    monkeypatch.setitem(services.ALL, name, down)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert f"{name}: down" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_a_spool_that_is_gone_is_not_ready(settings, tmp_path):
    settings.CELERY_BROKER_URL, settings.SPOOL = "spool://localhost", tmp_path / "gone"
    with pytest.raises(FileNotFoundError):
        services.broker()


def test_storage_leaves_nothing_behind():
    services.storage()
    assert default_storage.listdir("readyz")[1] == []


def answers(address: str) -> bool:
    try:
        with Connection(address, connect_timeout=2) as reached:
            reached.ensure_connection(max_retries=1, timeout=2)
    except Exception:  # noqa: BLE001 - whatever is wrong, nobody answers
        return False
    return True


REAL = [address for address in ("redis://127.0.0.1:6379/0", "amqp://guest:guest@127.0.0.1:5672//") if answers(address)]


@pytest.mark.parametrize("address", [*REAL, "memory://"])
def test_a_message_goes_there_and_back(address):
    with Connection(address) as joined, joined.SimpleQueue("awards-test") as queue:
        queue.clear()
        queue.put({"letter": 7})
        message = queue.get(timeout=3)
        message.ack()
        assert message.payload == {"letter": 7}


def test_a_broker_that_is_away_is_not_ready(tmp_path):
    code = "import django; django.setup(); from awards_site import services; services.broker()"
    environment = PRODUCTION | {"DJANGO_SETTINGS_MODULE": "awards_site.settings"}
    gone = run(tmp_path, "-c", code, **environment, CELERY_BROKER_URL="redis://127.0.0.1:1/0")
    assert gone.returncode == 1
    assert "OperationalError" in gone.stderr


@pytest.mark.parametrize("address", REAL)
def test_a_broker_that_is_there_is_ready(tmp_path, address):
    code = "import django; django.setup(); from awards_site import services; services.broker()"
    environment = PRODUCTION | {"DJANGO_SETTINGS_MODULE": "awards_site.settings"}
    assert run(tmp_path, "-c", code, **environment, CELERY_BROKER_URL=address).returncode == 0


def test_every_answer_bears_the_id_of_its_request(client):
    assert len(client.get("/healthz")["X-Request-ID"]) == 32
    assert client.get("/healthz", headers={"X-Request-ID": "abcdef-0123"})["X-Request-ID"] == "abcdef-0123"


@pytest.mark.parametrize("forged", ["", "x", "a b c d e f g h", "x" * 65, "<script>alert</script>", "۱۲۳۴۵۶۷۸"])
def test_a_forged_id_is_replaced(client, forged):
    answer = client.get("/healthz", headers={"X-Request-ID": forged})
    assert len(answer["X-Request-ID"]) == 32


@pytest.mark.parametrize("kind", ["consent", "support"])
def test_no_line_of_the_log_holds_the_token_of_a_private_link(kind):
    event = {"request": f"GET /en/2027/mayor/{kind}/s3cret-token/?next=/x", "code": 200}
    logs.hide_tokens(None, "info", event)
    assert event == {"request": f"GET /en/2027/mayor/{kind}/…/?next=/x", "code": 200}
