"""Documents as PDF, made when somebody asks for them and never kept: right to left as well, in the scripts of Asia.

What the fonts that ship with this can't draw is not passed over: `undrawable` names it, for the document to say so.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi
from fontTools.ttLib import TTFont

from . import typesetting

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = settings.BASE_DIR / "templates" / "documents"
PROGRAM = str(Path(typesetting.__file__))
NUMERALS = {"fa": "۱", "ar": "١"}
#: These take no room of their own: joiners, marks of direction, variants.
UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
VARIANTS = range(0xFE00, 0xFE10)
STRONG = frozenset({"L", "R", "AL"})
NAMES = re.compile("\u2068.*?\u2069", re.DOTALL)


class NotPrinted(Exception):  # noqa: N818 - it says what happened
    """A document could not be made within its bounds."""


def printed(name: str, facts: Mapping[str, Any]) -> bytes:
    """Make a document of a template and its data, in a process of its own.

    :param facts: what the template asks for; `at`, an instant in ISO form, is when the document says it was made.
    :raises NotPrinted: where that takes too long, or too much memory.
    """
    told = json.dumps({**facts, **manner()}, ensure_ascii=False)
    command = [sys.executable, "-I", PROGRAM, str(TEMPLATES / f"{name}.typ"), str(FONTS)]
    try:
        done = subprocess.run(  # noqa: S603 - a program of ours, and a template of ours
            command,
            input=told.encode("utf-8", "replace"),
            capture_output=True,
            check=False,
            timeout=2 * typesetting.SECONDS_AT_MOST,
            env={**os.environ, "RAYON_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as late:
        raise NotPrinted(name) from late
    if done.returncode or not done.stdout:
        raise NotPrinted(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout


def manner() -> dict[str, Any]:
    """Say in which language and direction the document is, and how its pages are counted."""
    language = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    numbering = NUMERALS.get(language, "1")
    return {"language": language, "rtl": get_language_bidi(), "numbering": numbering, "fonts": families()}


def own(text: object) -> dict[str, Any]:
    """Give a text with the direction of its first letter outside of names, for the template to set it so."""
    said = str(text).replace("\0", "")
    strong = next((found for found in map(unicodedata.bidirectional, NAMES.sub("", said)) if found in STRONG), None)
    return {"text": said, "rtl": get_language_bidi() if strong is None else strong != "L"}


def undrawable(told: Any) -> list[str]:
    """Name the characters in a document's data that no font can draw, each once, in their order."""
    known = drawable()
    signs = dict.fromkeys(sign for text in texts_in(told) for sign in text)
    return [sign for sign in signs if ord(sign) not in known and not is_unseen(sign)]


def is_unseen(sign: str) -> bool:
    """Say whether a character is never drawn."""
    return sign.isspace() or unicodedata.category(sign) in UNSEEN or ord(sign) in VARIANTS


def texts_in(told: Any) -> Iterator[str]:
    """Give every text in a document's data."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        yield from texts_of(told.values())
    elif isinstance(told, list | tuple):
        yield from texts_of(told)


def texts_of(many: Iterable[Any]) -> Iterator[str]:
    """Give the texts of several things."""
    for each in many:
        yield from texts_in(each)


@cache
def faces() -> tuple[tuple[str, frozenset[int]], ...]:
    """Read each font's family and what it draws; those in which most is written come first."""
    read = []
    for file in sorted(FONTS.glob("*.ttf"), key=lambda each: (not each.name.startswith(("Vazir", "NotoSerif")), each)):
        with TTFont(file, lazy=True) as face:
            read.append((str(face["name"].getDebugName(1)), frozenset(face.getBestCmap())))
    return tuple(read)


def families() -> list[str]:
    """Name the families, each once; which of them draws first is the template's to say."""
    return list(dict.fromkeys(family for family, _drawn in faces()))


@cache
def drawable() -> frozenset[int]:
    """Give every character that one of the fonts draws."""
    return frozenset().union(*(drawn for _family, drawn in faces()))
