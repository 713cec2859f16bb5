"""What the machine tells us, and what we refuse to start without."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
env = environ.Env()
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

EXAMPLE_MODE = env.bool("EXAMPLE_MODE", False)
DEBUG = env.bool("DEBUG", False)
RELAXED = DEBUG or EXAMPLE_MODE


def secret_key() -> str:
    """Take the secret from the environment; only an example or a developer may go by a key made here."""
    given: str = env.str("SECRET_KEY", "")
    if given:
        return given
    if not RELAXED:
        message = "Set SECRET_KEY in the environment: 50 random characters or more, kept secret (to develop: DEBUG=1)."
        raise ImproperlyConfigured(message)
    return kept_key()


def kept_key() -> str:
    """Give the key made on this machine, made now where there is none."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    kept = VAR_DIR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def allowed_hosts() -> list[str]:
    """Name the hosts we answer to; an example, whose mails anybody may read, answers to this machine alone."""
    hosts: list[str] = env.list("ALLOWED_HOSTS", default=sorted(LOOPBACK) if RELAXED else [])
    if EXAMPLE_MODE and not LOOPBACK.issuperset(hosts):
        message = "EXAMPLE_MODE shows everybody's mails: it serves this machine alone. Unset ALLOWED_HOSTS, or it."
        raise ImproperlyConfigured(message)
    return hosts
