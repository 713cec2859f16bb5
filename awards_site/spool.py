"""The embedded broker: kombu's filesystem transport, made safe against what is half written.

kombu writes a message, and the table of which queue gets what, under their final names: a reader can meet half of
it, and drops the message. Here everything is written under another name, flushed to the disk and only then renamed.
kombu also takes a queue for bound before its binding is written, and drops what another thread sends meanwhile.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

BINDING = Lock()


class Channel(filesystem.Channel):
    """A channel whose messages and tables appear whole or not at all."""

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]  # as the stubs' own
        moment = round(monotonic() * 1000)
        write_whole(Path(self.data_folder_out) / f"{moment}_{uuid.uuid4()}.{queue}.msg", payload)

    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        """Bind a queue; threads wait for the first one, whose binding kombu calls known before it is written."""
        with BINDING:
            super().queue_bind(*args, **kwargs)

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None) -> None:
        table: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # the stubs lack it
        binding = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with alone(table.with_suffix(".lock")):
            known = self.get_table(exchange) if table.exists() else []
            if binding not in known:
                write_whole(table, [binding, *known])


class Transport(filesystem.Transport):
    """The filesystem transport over such channels."""

    Channel = Channel


def write_whole(final: Path, content: Any) -> None:
    """Write a file so that nobody meets half of it, and so that it outlives a power cut."""
    half = final.with_name(f"{final.name}.{uuid.uuid4().hex}.half")
    with half.open("wb") as out:
        out.write(str_to_bytes(dumps(content)))
        out.flush()
        os.fsync(out.fileno())
    half.replace(final)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one process at a time change a table."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
