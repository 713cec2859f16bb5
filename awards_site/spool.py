"""The embedded broker: kombu's filesystem transport, made safe against a half-written message.

kombu writes a message under its final name, so that a reader can meet half of it and drop it. Here it is
written under another name, flushed to the disk and only then renamed.
"""

import os
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):  # type: ignore[misc]  # kombu has no types
    """A channel whose messages appear whole or not at all."""

    def _put(self, queue: str, payload: Mapping[str, Any], **_: object) -> None:
        folder = Path(self.data_folder_out)
        final = folder / f"{self._now()}_{uuid.uuid4()}.{queue}.msg"
        half = folder / f"{final.name}.half"
        with half.open("wb") as message:
            message.write(str_to_bytes(dumps(payload)))
            message.flush()
            os.fsync(message.fileno())
        half.replace(final)

    @staticmethod
    def _now() -> int:
        return round(filesystem.monotonic() * 1000)


class Transport(filesystem.Transport):  # type: ignore[misc]  # kombu has no types
    """The filesystem transport over such channels."""

    Channel = Channel
