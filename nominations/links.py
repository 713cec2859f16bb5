"""Links without account: a nominee's and a referee's way in, signed so that nobody can make one up.

A link names a row and the version of the link: sending a new one makes the old one void.
"""

from typing import Any

from django.core import signing
from django.db import models


def seal(thing: Any) -> str:
    """Give the token of a consent or a letter of support."""
    return signing.dumps(thing.as_token(), salt=salt_for(type(thing)))


def unseal(token: str, model: type[models.Model]) -> dict[str, Any] | None:
    """Read a token that we made for this kind of row, or give nothing."""
    try:
        told = signing.loads(token, salt=salt_for(model))
    except signing.BadSignature:
        return None
    return told if isinstance(told, dict) else None


def salt_for(model: type[models.Model]) -> str:
    """Keep a token for one kind of row from opening another."""
    return f"nominations.links.{model._meta.label_lower}"
