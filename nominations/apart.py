"""A process of its own for whatever reads a stranger's file: a bomb, or a library's fault, ends there and not here."""

import subprocess
import sys
from pathlib import Path

from . import harmless
from .harmless import PDF, REFUSES, SECONDS_AT_MOST, Harm, Harmful

PROGRAM = str(Path(harmless.__file__))
#: The other program has modules of ours: it is told where they lie, and takes nothing else from its surroundings.
DRAWS = "import sys; sys.path.insert(0, sys.argv.pop(1)); from nominations.previewing import main; sys.exit(main())"
ROOT = str(Path(harmless.__file__).parent.parent)


def run(*command: str, content: bytes) -> "subprocess.CompletedProcess[bytes] | None":
    """Let Python do something with a file's bytes, with nothing of ours around it; nothing where it took too long."""
    try:
        return subprocess.run(  # noqa: S603 - programs of ours, and words from our own lists
            [sys.executable, "-I", *command],
            input=content,
            capture_output=True,
            check=False,
            timeout=2 * SECONDS_AT_MOST,
        )
    except subprocess.TimeoutExpired:
        return None


def made_harmless(content: bytes, kind: str) -> bytes:
    """Give the file without anything active, made so within bounds of memory and time.

    :raises Harmful: where that can't be done.
    """
    done = run(PROGRAM, kind, content=content)
    if done and done.returncode == REFUSES:
        raise Harmful(Harm(done.stdout.decode()))
    if done is None or done.returncode or not done.stdout:
        raise Harmful(Harm.PAPER if kind == PDF else Harm.PICTURE)
    return done.stdout


def preview(content: bytes, kind: str, number: int, longest: int) -> tuple[int, bytes]:
    """Give how many pages a file has and one of them as a JPEG; no pages where it can't be read within its bounds."""
    done = run("-c", DRAWS, ROOT, kind, str(number), str(longest), content=content)
    if done is None or done.returncode:
        return 0, b""
    pages, _line, found = done.stdout.partition(b"\n")
    return int(pages), found
