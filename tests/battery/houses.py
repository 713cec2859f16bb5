"""Houses of the battery: real web server and real worker on a database of their own, killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg

from awards_site.children import Child

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = sys.executable
HOST = "127.0.0.1"
POSTGRESQL = f"postgres://postgres@{HOST}:5432"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """Web server and worker as `manage.py serve` starts them, in a folder of their own."""

    var: Path
    database: str = ""
    #: the worker's module: the product's own, or one whose clocks run faster
    worker: str = "awards_site"
    #: the web server's module: the product's own, or one with a check switched off
    site: str = "awards_site.wsgi"
    with_sweep: bool = True
    port: int = field(default_factory=free_port)
    kills: int = 0

    @cached_property
    def children(self) -> dict[str, Child]:
        """Name the two processes."""
        web = [
            PYTHON,
            "-m",
            "awards_site.webserver",
            f"--listen={HOST}:{self.port}",
            "--threads=8",
            f"{self.site}:application",
        ]
        worker = [PYTHON, "-m", "celery", "-A", self.worker, "worker", "-P", "threads", "-c", "4", "-l", "WARNING"]
        clock = ["-B", "-s", str(self.var / "beat")] if self.with_sweep else []
        return {
            "web": Child("web server", web, self.var / "web.log", asked_by=signal.SIGINT),
            "worker": Child("worker", [*worker, *clock], self.var / "worker.log"),
        }

    @property
    def environment(self) -> dict[str, str]:
        """Give what the processes are told."""
        told = {"EXAMPLE_MODE": "1", "VAR_DIR": str(self.var), "DJANGO_SETTINGS_MODULE": "awards_site.settings"}
        database = {"DATABASE_URL": self.database} if self.database else {}
        return {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore", **told, **database}

    def run(self, *words: str) -> str:
        """Run a command in the house, and give what it says."""
        command = [PYTHON, *words]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare(self) -> None:
        """Build database and folders."""
        self.ask("prepare", 0)

    def ask(self, verb: str, number: int) -> Any:
        """Ask for what is in the house (see ground)."""
        return json.loads(self.run("-m", "tests.battery.ground", verb, str(number)))

    def start(self) -> None:
        """Start both."""
        for child in self.children.values():
            child.start(self.environment)

    def kill(self, name: str) -> None:
        """End a process on the spot, as kill -9 and a power cut do, and start it again."""
        self.children[name].end()
        self.kills += 1
        self.children[name].start(self.environment)

    def mails(self) -> int:
        """Count the mails that went."""
        return len(list((self.var / "outbox").glob("*.eml")))

    def wait_for_a_mail(self, seconds: int = 60) -> None:
        """Wait until the worker carries a mail, so that it has more of them in hand."""
        before, until = self.mails(), time.monotonic() + seconds
        while self.mails() == before and time.monotonic() < until:
            time.sleep(0.02)

    def stop(self) -> None:
        """End both."""
        for child in self.children.values():
            child.end()

    def last_words(self) -> str:
        """Give the end of the logs."""
        return "\n".join(child.last_words() for child in self.children.values())

    def wait_until_up(self) -> None:
        """Wait until the web server answers and the worker has carried its first letter."""
        until = time.monotonic() + 240
        while time.monotonic() < until:
            if self.mails() and self.answers():
                return
            time.sleep(0.1)
        raise AssertionError(self.last_words())

    def answers(self) -> bool:
        """Say whether the web server takes calls."""
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
        except OSError:
            return False
        return True


def new_postgresql() -> str:
    name = f"battery_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")
    return f"{POSTGRESQL}/{name}"


def drop(address: str) -> None:
    with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as database:
        database.execute(f"DROP DATABASE IF EXISTS {address.rpartition('/')[2]} WITH (FORCE)")


def databases() -> list[str]:
    """Name the kinds of database that answer here."""
    try:
        socket.create_connection((HOST, 5432), timeout=1).close()
    except OSError:
        return ["sqlite"]
    return ["sqlite", "postgresql"]
