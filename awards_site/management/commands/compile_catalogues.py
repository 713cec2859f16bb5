"""Compile the message catalogues without gettext's own tools."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`manage.py compile_catalogues`: every .po that is newer than its .mo."""

    help = "Compile the message catalogues that changed."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Compile what changed."""
        for folder in settings.LOCALE_PATHS:
            for words in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if is_newer(words, words.with_suffix(".mo")):
                    compile_one(words)
                    self.stdout.write(f"Compiled {words.relative_to(settings.BASE_DIR)}")


def is_newer(words: Path, compiled: Path) -> bool:
    """Say whether a catalogue changed since it was compiled."""
    return not compiled.exists() or compiled.stat().st_mtime < words.stat().st_mtime


def compile_one(words: Path) -> None:
    """Compile one catalogue; it appears whole or not at all."""
    half = words.with_suffix(".mo.half")
    with words.open("rb") as source:
        catalogue = read_po(source, locale=words.parent.parent.name, abort_invalid=True)
    with half.open("wb") as target:
        write_mo(target, catalogue)
    half.replace(words.with_suffix(".mo"))
