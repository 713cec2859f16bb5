"""Nominators who send their drafts, lose the answer now and then, and send again until it is acknowledged."""

import http.client
import re
import socket
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from .houses import HOST

SECRET = "s" * 32
PATIENCE = 120.0
A_WHILE = 0.15


@dataclass
class Sender:
    """One nominator with one draft."""

    draft: dict[str, Any]
    port: int
    #: the line breaks after the form was sent and before the answer came
    hangs_up: bool = False
    #: forgets the key of the page and sends from a new page each time, as without any protection
    forgets: bool = False
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    #: how many seconds it waits for an answer
    waits: float = 30.0
    #: what the last answer read
    said: str = ""
    tries: int = 0
    refused: list[str] = field(default_factory=list)

    def send(self) -> "Sender":
        """Send until it is acknowledged."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.tries and self.forgets and not self.read_anew():
                time.sleep(A_WHILE)
                continue
            self.tries += 1
            try:
                if self.is_acknowledged():
                    return self
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(A_WHILE)
        self.refused.append("never acknowledged")
        return self

    def is_acknowledged(self) -> bool:
        """Post the form once; say whether the answer leads to the file that was sent."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=self.waits)
        try:
            line.request("POST", self.draft["address"], self.body(), self.headers())
            if self.hangs_up and self.tries == 1:
                return self.hang_up(line)
            answer = line.getresponse()
            self.said = answer.read().decode()
        finally:
            line.close()
        where = str(answer.getheader("Location", ""))
        if answer.status == http.HTTPStatus.FOUND and where.endswith(f"/{self.draft['draft']}/"):
            return True
        self.refused.append(f"{answer.status} {where}")
        return False

    def hang_up(self, line: http.client.HTTPConnection) -> bool:
        """Break the line as soon as the answer begins, unread."""
        if isinstance(line.sock, socket.socket):
            line.sock.recv(1)
        return False

    def body(self) -> str:
        told = {"key": self.key, "version": self.draft["version"], "truth": "on", "csrfmiddlewaretoken": SECRET}
        return urlencode(told)

    def headers(self) -> dict[str, str]:
        cookies = f"sessionid={self.draft['session']}; csrftoken={SECRET}"
        return {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}

    def read_anew(self) -> bool:
        """Read the page once more, to send what it says now: a new key, and whatever version there is.

        Say whether it could be read: while the web server is away there is no new page to send from.
        """
        line = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            line.request("GET", self.draft["address"], headers=self.headers())
            page = line.getresponse().read().decode()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()
        self.key = value_of("key", page) or self.key
        self.draft["version"] = value_of("version", page) or self.draft["version"]
        return True


def value_of(name: str, page: str) -> str:
    """Give the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""
