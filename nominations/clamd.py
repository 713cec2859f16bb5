"""Asking a ClamAV daemon about a file, by its INSTREAM protocol: over TCP or a socket of the machine's own.

Knows no Django. Whatever goes wrong on the way is one thing to who asks: no answer yet.
"""

import socket
import time
from typing import IO
from urllib.parse import urlsplit

PORT = 3310
CONNECT_SECONDS = 5.0
SECONDS = 60.0
PIECE = 64 * 1024
ANSWER_AT_MOST = 4096


class NoAnswer(Exception):  # noqa: N818 - it says what we have
    """The scanner is away, too slow, or did not understand."""


def virus_in(content: IO[bytes], url: str, seconds: float = SECONDS) -> str | None:
    """Name the virus in a file, or give nothing where there is none.

    :param seconds: for all of it together.
    :raises NoAnswer: where the scanner said neither.
    """
    until = time.monotonic() + seconds
    try:
        with connected(url) as line:
            send(line, content, until)
            return verdict(answer(line, until))
    except (OSError, ValueError) as fault:
        raise NoAnswer(str(fault)) from fault


def connected(url: str) -> socket.socket:
    """Open a line to the scanner: `tcp://host:3310` or `unix:/path`."""
    where = urlsplit(url)
    if where.scheme == "tcp" and where.hostname:
        return socket.create_connection((where.hostname, where.port or PORT), timeout=CONNECT_SECONDS)
    if where.scheme != "unix":
        message = f"SCANNER_URL: {where.scheme or 'nothing'} is neither tcp nor unix"
        raise ValueError(message)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(CONNECT_SECONDS)
        line.connect(where.path)
    except OSError:
        line.close()
        raise
    return line


def send(line: socket.socket, content: IO[bytes], until: float) -> None:
    """Send a file in pieces, each with its length before it; a length of nothing ends it."""
    hurry(line, until)
    line.sendall(b"zINSTREAM\0")
    while piece := content.read(PIECE):
        hurry(line, until)
        line.sendall(len(piece).to_bytes(4, "big") + piece)
    line.sendall(bytes(4))


def answer(line: socket.socket, until: float) -> str:
    """Read the answer up to its end."""
    said = b""
    while not said.endswith(b"\0"):
        hurry(line, until)
        piece = line.recv(ANSWER_AT_MOST)
        said += piece
        if not piece or len(said) > ANSWER_AT_MOST:
            break
    return said.rstrip(b"\0\n").decode(errors="replace")


def hurry(line: socket.socket, until: float) -> None:
    """Leave the line what is left of the time."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the scanner took too long")
    line.settimeout(left)


def verdict(said: str) -> str | None:
    """Read the virus out of an answer."""
    told = said.removeprefix("stream: ")
    if told == "OK":
        return None
    if told.endswith(" FOUND"):
        return told.removesuffix(" FOUND")
    raise ValueError(said[:200] or "the scanner hung up")
