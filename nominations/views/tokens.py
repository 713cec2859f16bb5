"""Version tokens: which version of a file, and of the step on it, a page was opened with.

A page that was opened before somebody saved may still save where its own step is as it was; else it must choose.
"""

from collections.abc import Mapping

from awards_site.canonical import digest
from nominations.drafting import Stale
from nominations.models import Nomination


def token(nomination: Nomination, step: str) -> str:
    """Make the token of a step as it is now."""
    return f"{nomination.version}.{mark(nomination.typed.get(step))}"


def mark(typed: Mapping[str, list[str]] | None) -> str:
    """Give a short fingerprint of what was typed on a step."""
    return digest(dict(typed or {}))[:12]


def version_for(nomination: Nomination, step: str, given: str, typed: Mapping[str, list[str]]) -> int:
    """Give the version to save upon.

    :raises Stale: where this step was changed since the page was opened, and not to what is typed here.
    """
    version, _dot, marked = given.partition(".")
    is_same = version.isascii() and version.isdigit() and version == str(nomination.version)
    saved = nomination.typed.get(step)
    if is_same or marked == mark(saved) or dict(saved or {}) == dict(typed):
        return nomination.version
    raise Stale
