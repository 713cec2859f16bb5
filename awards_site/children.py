"""The processes of a running house: started together, watched, and stopped together."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 8.0
A_BLINK = 0.2


@dataclass
class Child:
    """One process, in a group of its own, with its log."""

    name: str
    command: list[str]
    log: Path
    #: how it is asked to finish what it is doing and leave
    asked_by: signal.Signals = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self, environment: dict[str, str]) -> None:
        """Start it, away from the keyboard: Ctrl-C reaches us alone."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - the command is ours
                self.command, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def is_alive(self) -> bool:
        """Say whether it runs."""
        return self.process is not None and self.process.poll() is None

    def ask_to_leave(self) -> None:
        """Ask it to finish and leave."""
        if self.process and self.is_alive:
            self.process.send_signal(self.asked_by)

    def end(self) -> None:
        """End it and whatever it started, asked or not."""
        if self.process:
            end_group(self.process.pid)
            self.process.wait()

    def last_words(self, lines: int = 12) -> str:
        """Give the end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def end_group(leader: int) -> None:
    """End a process group, if there is still one."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def stop(children: list[Child]) -> None:
    """Ask all to leave, wait a few seconds, and end who stayed."""
    for child in children:
        child.ask_to_leave()
    until = time.monotonic() + PATIENCE
    while any(child.is_alive for child in children) and time.monotonic() < until:
        time.sleep(A_BLINK)
    for child in children:
        child.end()


def first_dead(children: list[Child]) -> Child | None:
    """Name a child that left by itself."""
    return next((child for child in children if not child.is_alive), None)
