"""The arithmetic stands alone: it can be read, and run, without the web around it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOADED = (
    "import sys, scoring.methods.counting, scoring.methods.longfile, scoring.methods.measures.gathered; "
    "print([m for m in sys.modules if m == 'django'])"
)


def test_methods_when_loaded_bring_no_django():
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
