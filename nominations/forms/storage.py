"""Where the wizard keeps its data: in the row of the draft, never in a session.

What formtools calls the data of a step is what was typed on it. Writing is the stage's work (drafting.save_step, with
the version token), so this only reads; a reset, which formtools does on its own, resets nothing here.
"""

from typing import Any

from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from nominations.shape import Page

from .raw import as_post, typed_from


class RowStorage(BaseStorage):  # type: ignore[misc]  # formtools has no types
    """The typed steps of a nomination, as formtools asks for them."""

    def __init__(self, prefix: str, request: Any = None, file_storage: Any = None) -> None:
        """Stand on the nomination that the view found."""
        super().__init__(prefix, request, file_storage)
        self.nomination = request.nomination
        self.pages: dict[str, Page] = {}
        self.init_data()

    def reset(self) -> None:
        """Keep everything: a draft ends by being submitted or thrown away."""

    def get_step_data(self, step: str) -> MultiValueDict[str, str] | None:
        """Give what was typed on a step, or what its answers would have looked like."""
        typed = self.nomination.typed.get(step)
        if typed is None and step in self.pages:
            typed = typed_from(self.pages[step], self.nomination.answers) or None
        return None if typed is None else as_post(typed)

    def was_visited(self, step: str) -> bool:
        """Say whether somebody wrote on a step before."""
        return self.get_step_data(step) is not None
