"""The results room, for the panel after the close, then for board and auditor."""

from .reading import Room, room_of

__all__ = ["Room", "room_of"]
