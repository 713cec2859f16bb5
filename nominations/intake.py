"""A file as it comes in: measured, known by its content, made harmless, named for people. Nothing is stored here.

What is not on the list of kinds, or is not what its name says, is refused with a sentence. Pictures are drawn anew and
PDFs lose scripts, actions and embedded files, so that nothing active is ever stored.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations.apart import made_harmless
from nominations.harmless import KINDS, PDF, Harm, Harmful, kind_of

SUFFIXES = tuple(suffix for kind in KINDS for suffix in KINDS[kind])
KINDS_SAID = ("PDF", "JPEG", "PNG")
PAPER_ALONE: Mapping[str, tuple[str, ...]] = {PDF: KINDS[PDF]}
TITLE_AT_MOST = 150
JOINER = "\u200c"  # which Persian words can't be written without
#: Names that some systems take for machines.
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
WHY = {
    Harm.PIXELS: gettext_lazy("it has too many pixels. Make it smaller."),
    Harm.PAGES: gettext_lazy("it has too many pages. Send the part that matters."),
    Harm.PICTURE: gettext_lazy("the picture is damaged. Save it again and send it once more."),
    Harm.PAPER: gettext_lazy("the PDF is damaged. Save it again and send it once more."),
    Harm.LOCKED: gettext_lazy("it is locked with a password. Save it without one and send it again."),
}


class Unwelcome(Refused):
    """A file that we can't take, and why."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(Refusal(reason))


def sha256(content: bytes) -> str:
    """Give a content's fingerprint."""
    return hashlib.sha256(content).hexdigest()


def harmless(
    upload: "File[bytes]", title: str, *, megabytes: int, kinds: Mapping[str, tuple[str, ...]] = KINDS
) -> tuple[bytes, str]:
    """Read a file within its limits and make it harmless.

    :param kinds: what is taken here, of all kinds that we know.
    :raises Unwelcome: with the sentence for the person who sent it.
    """
    require_size(upload.size or 0, title, megabytes)
    content = upload.read()
    require_size(len(content), title, megabytes)
    kind = kind_of(content) or ""
    require_name(title, kinds, kinds.get(kind, ()))
    try:
        return made_harmless(content, kind), kind
    except Harmful as harm:
        raise Unwelcome(_("“%(title)s” can't be used: %(why)s") % {"title": title, "why": WHY[harm.harm]}) from harm


def require_size(size: int, title: str, megabytes: int) -> None:
    """Stop at a file that is too large, or has nothing in it."""
    if size > megabytes * 1024 * 1024:
        told = {"title": title, "most": localdigits(megabytes)}
        raise Unwelcome(_("“%(title)s” is larger than %(most)s MB. Send a smaller one.") % told)
    if not size:
        raise Unwelcome(_("“%(title)s” is empty. Choose another file.") % {"title": title})


def require_name(
    title: str, kinds: Mapping[str, tuple[str, ...]] = KINDS, suffixes: tuple[str, ...] = SUFFIXES
) -> None:
    """Stop at a file whose name is none of those that its kind may have."""
    if PurePosixPath(title.lower()).suffix not in suffixes:
        told = {"title": title, "kinds": said(kinds)}
        raise Unwelcome(_("“%(title)s” is not a file we can take. Send one of these: %(kinds)s.") % told)


def said(kinds: Mapping[str, tuple[str, ...]]) -> str:
    """Name kinds of files as people know them."""
    return _(", ").join(name for name, kind in zip(KINDS_SAID, KINDS, strict=True) if kind in kinds)


def title_of(name: str) -> str:
    """Keep of the name it came with what can be shown; it never reaches a path."""
    given = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in given if each.isprintable() or each == JOINER).strip(f" .{JOINER}")
    shown = f"_{shown}" if DEVICES.match(shown) else shown
    stem, dot, suffix = shown.rpartition(".")
    return f"{stem[: TITLE_AT_MOST - len(suffix[:10])]}{dot}{suffix[:10]}" if stem else shown[:TITLE_AT_MOST] or "?"
