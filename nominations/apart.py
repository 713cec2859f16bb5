"""A process of its own for whatever reads a stranger's file: a bomb, or a library's fault, ends there and not here."""

import subprocess
import sys
from pathlib import Path

from . import harmless
from .harmless import PDF, REFUSES, SECONDS_AT_MOST, Harm, Harmful

PROGRAM = str(Path(harmless.__file__))


def made_harmless(content: bytes, kind: str) -> bytes:
    """Give the file without anything active, made so within bounds of memory and time.

    :raises Harmful: where that can't be done.
    """
    damaged = Harmful(Harm.PAPER if kind == PDF else Harm.PICTURE)
    command = [sys.executable, "-I", PROGRAM, kind]
    try:
        done = subprocess.run(  # noqa: S603 - a program of ours, and a kind from our own list
            command, input=content, capture_output=True, check=False, timeout=2 * SECONDS_AT_MOST
        )
    except subprocess.TimeoutExpired as late:
        raise damaged from late
    if done.returncode == REFUSES:
        raise Harmful(Harm(done.stdout.decode()))
    if done.returncode or not done.stdout:
        raise damaged
    return done.stdout
