"""The house run by one command: it starts, answers, stops cleanly, keeps what it has, and says what is wrong."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
#: Seconds after which a house that says nothing is given up; a busy machine takes its time.
PATIENCE = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(var: Path, port: int) -> Iterator[subprocess.Popen]:
    """Start the house; nothing of it is left behind."""
    house = start(var, port)
    try:
        yield house
    finally:
        house.kill()
        house.communicate()


def start(var: Path, port: int) -> subprocess.Popen:
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "DEBUG": "1", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def wait_until_up(house: subprocess.Popen, port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and house.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(house.stdout.read() if house.poll() is not None else "the house did not come up")


def stop(house: subprocess.Popen, by: signal.Signals) -> str:
    house.send_signal(by)
    said, _ = house.communicate(timeout=PATIENCE)
    return said


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() != b""


def letters(var: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(var / "awards.sqlite3") as database:
        return database.execute("SELECT name, status FROM awards_site_letter").fetchall()


def write_a_letter(var: Path) -> None:
    code = (
        "import django; django.setup(); from awards_site import mail;"
        "mail.write('account_changed', to='a@city.example', language='en', key='k', context={'news': 'x'})"
    )
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var), "DEBUG": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "awards_site.settings"
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True)


def test_the_house_starts_works_stops_and_keeps(tmp_path):
    port = free_port()
    with started(tmp_path, port) as house:
        wait_until_up(house, port)
        children = children_of(house.pid)
        assert len(children) == 2
        write_a_letter(tmp_path)
        until = time.monotonic() + PATIENCE
        while letters(tmp_path) != [("account_changed", "sent")] and time.monotonic() < until:
            time.sleep(0.3)
        said = stop(house, signal.SIGINT)
    assert letters(tmp_path) == [("account_changed", "sent")]
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1
    assert house.returncode == 0
    assert f"The awards are at http://127.0.0.1:{port}/" in said
    assert "Everything is kept" in said
    assert not any(is_alive(child) for child in children)


def test_a_child_that_dies_stops_the_house(tmp_path):
    port = free_port()
    with started(tmp_path, port) as house:
        wait_until_up(house, port)
        children = children_of(house.pid)
        os.kill(children[0], signal.SIGKILL)
        said, _ = house.communicate(timeout=PATIENCE)
    assert house.returncode == 1
    assert "stopped by itself; so everything is stopped" in said
    assert not any(is_alive(child) for child in children)


def test_a_port_in_use_is_told_in_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(tmp_path, port) as house:
            said, _ = house.communicate(timeout=PATIENCE)
    assert house.returncode == 1
    assert said.splitlines()[-1] == (
        f"CommandError: Port {port} is in use or not ours to take. Choose another one, for example: make run PORT=8123"
    )


def test_an_old_python_is_told_in_a_sentence(tmp_path):
    fake = tmp_path / "bin"
    fake.mkdir()
    for name in ("python3.11", "python3.12", "python3.13", "python3.14", "python3"):
        (fake / name).write_text("#!/bin/sh\nexit 1\n")
        (fake / name).chmod(0o755)
    environment = {"PATH": f"{fake}:/usr/bin:/bin"}
    done = subprocess.run(
        [ROOT / ".ci" / "environment", "requirements.lock"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("This needs Python 3.11 or newer, and none was found.")
