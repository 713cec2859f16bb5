"""Draw docs/states.md anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from awards_site import diagram


class Command(BaseCommand):
    """Write the state diagram."""

    help = "Draw docs/states.md from the tables of moves."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own way

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the page."""
        (settings.BASE_DIR / "docs" / "states.md").write_text(diagram.page(), encoding="utf-8")
