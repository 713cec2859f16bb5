"""Run the house on this machine: web server and worker together, on SQLite, a folder and an embedded broker."""

import argparse
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from awards_site.children import Child, first_dead, stop

HOST = "127.0.0.1"
A_MINUTE = 60


class Command(BaseCommand):
    """`manage.py serve`: what `make run` runs, with EXAMPLE_MODE=1."""

    help = "Run web server and worker on this machine, with the example where EXAMPLE_MODE is set."
    leaving = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Ask for the port."""
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare, start, watch, stop."""
        port = options["port"]
        refuse_a_taken_port(port)
        url = f"http://{HOST}:{port}"
        settings.SITE_URL = os.environ.get("SITE_URL", url)
        self.prepare()
        signal.signal(signal.SIGTERM, self.leave)
        signal.signal(signal.SIGINT, self.leave)
        children = house(port)
        try:
            self.run(children, url)
        finally:
            stop(children)
        self.stdout.write("Stopped. Everything is kept; start again with the same command.")

    def prepare(self) -> None:
        """Bring database, static files and the example up to date; what is there stays."""
        self.stdout.write("Getting ready …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        if settings.EXAMPLE_MODE and is_new() and "demo" in get_commands():
            self.stdout.write("Making the example; this takes a moment …")
            call_command("demo")

    def run(self, children: list[Child], url: str) -> None:
        """Start the children, say where to go, and wait until one dies or we are asked to leave."""
        environment = os.environ | {"SITE_URL": settings.SITE_URL}
        for child in children:
            child.start(environment)
        wait_for(url, children)
        if first_dead(children) is None:
            self.stdout.write(welcome(url))
        while not self.leaving:
            dead = first_dead(children)
            if dead and not self.leaving:
                message = f"The {dead.name} stopped by itself; so everything is stopped. Its last words:\n"
                raise CommandError(message + dead.last_words())
            time.sleep(0.3)

    def leave(self, _number: int, _frame: FrameType | None) -> None:
        """Remember that we were asked to leave."""
        if not self.leaving:
            self.stdout.write("\nStopping …")
        self.leaving = True


def house(port: int) -> list[Child]:
    """Name the processes of the house."""
    python, var = sys.executable, settings.VAR_DIR
    web = [
        python,
        "-m",
        "awards_site.webserver",
        f"--listen={HOST}:{port}",
        "--threads=8",
        "awards_site.wsgi:application",
    ]
    worker = [python, "-m", "celery", "-A", "awards_site", "worker", "-B", "-P", "threads", "-c", "4", "-l", "WARNING"]
    return [
        Child("web server", web, var / "web.log", asked_by=signal.SIGINT),
        Child("worker", [*worker, "-s", str(var / "beat")], var / "worker.log"),
    ]


def refuse_a_taken_port(port: int) -> None:
    """Stop with a sentence where something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as fault:
            message = f"Port {port} is in use or not ours to take. Choose another one, for example: make run PORT=8123"
            raise CommandError(message) from fault


def is_new() -> bool:
    """Say whether the database holds no cycle yet."""
    return not apps.get_model("nominations", "Cycle").objects.exists()


def wait_for(url: str, children: list[Child]) -> None:
    """Wait until the web server answers, or a child dies, or a minute has passed."""
    host, port = url.removeprefix("http://").split(":")
    until = time.monotonic() + A_MINUTE
    while time.monotonic() < until and first_dead(children) is None:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def welcome(url: str) -> str:
    """Say where to go, and in the example how to sign in as whom."""
    lines = ["", f"  The awards are at {url}/", "  Ctrl-C stops them.", ""]
    if settings.EXAMPLE_MODE:
        lines += [f"  This is an example. No mail leaves this machine: read them at {url}/outbox/", ""]
        lines += ["  Sign in with one of these addresses; the code is in the outbox.", *people(), ""]
    return "\n".join(lines)


def people() -> list[str]:
    """Name the example's people by role, as `demo` left them."""
    told = Path(settings.VAR_DIR) / "example-people.json"
    if not told.exists():
        return ["  (any address will do)"]
    rows = json.loads(told.read_text(encoding="utf-8"))
    return [f"    {row['role']:<24} {row['email']:<36} {row['name']}" for row in rows]
