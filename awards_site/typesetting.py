"""Typesetting: a template and its data become a PDF. Run as a program (see `documents`), in a process of its own.

The data comes in as JSON and reaches the template as data, never as a part of its text: whatever somebody typed is
set as it stands. No network, no packages, no fonts but those beside the program.
"""

import datetime as dt
import json
import resource
import sys
from pathlib import Path

import typst

MEMORY_AT_MOST = 768 * 1024 * 1024
SECONDS_AT_MOST = 20


def bound() -> None:
    """Let this process have so much memory and time, and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_AT_MOST, SECONDS_AT_MOST))


def typeset(template: Path, fonts: Path, facts: str) -> bytes:
    """Set a document; the same data gives the same bytes."""
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    made_at = dt.datetime.fromisoformat(json.loads(facts)["at"]).replace(microsecond=0)
    compiler = typst.Compiler(str(template), root=str(template.parent), font_paths=faces, sys_inputs={"facts": facts})
    made = compiler.compile(format="pdf", timestamp=made_at)
    return made if isinstance(made, bytes) else b""


if __name__ == "__main__":
    bound()
    set_in_type = typeset(Path(sys.argv[1]), Path(sys.argv[2]), sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(set_in_type)
