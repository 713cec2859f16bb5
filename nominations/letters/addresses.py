"""Where letters lead: whole addresses of pages, in the reader's language."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from nominations.models import Call


def named(call: Call) -> str:
    """Name a call as letters are found by it: cycle/prize."""
    return "/".join(call.slugs.values())


def address(name: str, language: str, **kwargs: Any) -> str:
    """Give the whole address of a page, in the reader's language."""
    with translation.override(language):
        return f"{settings.SITE_URL.rstrip('/')}{reverse(f'nominations:{name}', kwargs=kwargs)}"
