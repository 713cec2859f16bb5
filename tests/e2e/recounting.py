"""Somebody who trusts nobody: takes a result and the file that recounts it home, recounts it, and tampers with it."""

import importlib.util
import random
import subprocess
import sys

import pytest

WAYS = 100


def takes_home(reader, call, folder):
    """Download what the page of the call offers: each round's result dossier, and the verifier."""
    reader.go(call)
    links = reader.page.locator("aside a[href$='.json'], aside a[href$='.py']").all()
    return [downloads(reader, link, folder) for link in links]


def downloads(reader, link, folder):
    """Press a link and keep the file it gives."""
    with reader.page.expect_download() as waited:
        link.click()
    kept = folder / f"{len(list(folder.iterdir()))}-{waited.value.suggested_filename}"
    waited.value.save_as(kept)
    return kept


def recounts(verifier, dossier):
    """Run the file by itself, with Python's own library and nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(verifier), str(dossier)], capture_output=True, text=True, check=False
    )


def finds_every_change(verifier, dossier, seed=2027):
    """Change one byte at a time, in a hundred places; each is found, by the file as it was downloaded."""
    spec = importlib.util.spec_from_file_location("downloaded", verifier)
    alone = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(alone)
    raw, chance = dossier.read_bytes(), random.Random(seed)
    assert list(alone.verify(raw))
    for place in chance.sample(range(len(raw)), WAYS):
        changed = raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(7)]) + raw[place + 1 :]
        with pytest.raises((alone.Wrong, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)):
            list(alone.verify(changed))


def tampers(dossier):
    """Give a copy with one digit of a mark changed."""
    raw = dossier.read_bytes()
    place = raw.index(b'"marks":{') + raw[raw.index(b'"marks":{') :].index(b':"') + 2
    digit = b"1" if raw[place : place + 1] != b"1" else b"2"
    changed = dossier.with_name(f"changed-{dossier.name}")
    changed.write_bytes(raw[:place] + digit + raw[place + 1 :])
    return changed
