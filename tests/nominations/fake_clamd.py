"""A scanner of our own that speaks clamd's INSTREAM: over a real socket, in a thread, as quick or slow as told."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
COMMAND = b"zINSTREAM\0"


class Clamd:
    """Answers one line after another; remembers every file it was sent."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening, self.seen = listening, []
        self.answer: bytes | None = None  # what to say whatever is sent
        self.waits = 0.0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line, suppress(OSError, EOFError):
                self.attend(line)

    def attend(self, line: socket.socket) -> None:
        assert exactly(line, len(COMMAND)) == COMMAND
        content = b""
        while size := int.from_bytes(exactly(line, 4), "big"):
            content += exactly(line, size)
        self.seen.append(content)
        time.sleep(self.waits)
        found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"
        line.sendall(found if self.answer is None else self.answer)


def exactly(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        piece = line.recv(size - len(got))
        if not piece:
            raise EOFError
        got += piece
    return got


@contextmanager
def clamd(address: object = ("127.0.0.1", 0), family: int = socket.AF_INET) -> Iterator[tuple[Clamd, str]]:
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(address)
        listening.listen()
        listening.settimeout(0.2)
        made = Clamd(listening)
        listening.settimeout(None)
        thread = threading.Thread(target=made.run, daemon=True)
        thread.start()
        where = listening.getsockname()
        yield made, f"unix:{where}" if family == socket.AF_UNIX else f"tcp://{where[0]}:{where[1]}"
        made.stopped.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)
