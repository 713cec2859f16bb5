"""Files of a question: what may be sent is said before anything is chosen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards_site.templatetags.local import localdigits
from nominations import evidence, intake
from nominations.harmless import KINDS
from nominations.shape import Asked


class FilesInput(forms.FileInput):
    """A box for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        """Give all files that were sent."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """Files are kept as they arrive; this field only says what was wrong with them, or that one is missing."""

    template_name = "nominations/fields/files.html"

    def __init__(self, asked: Asked, *, held: int, faults: list[str] | None = None) -> None:
        """Take what is held already and what was wrong with what just came."""
        self.held, self.faults, self.most = held, faults or [], evidence.files_at_most(asked.question)
        super().__init__(
            required=asked.question.required,
            label=str(asked.question.label),
            help_text=" ".join(filter(None, (str(asked.question.help), limits_said(asked)))),
            widget=FilesInput({"accept": ",".join(intake.SUFFIXES), "multiple": self.most > 1}),
        )

    def clean(self, value: Any) -> None:  # noqa: ARG002 - the files were taken in before
        """Say what was wrong, or that a file is needed."""
        if self.faults:
            raise ValidationError(self.faults)
        if self.required and not self.held:
            raise ValidationError(_("Add a file here."), code="required")


def limits_said(asked: Asked) -> str:
    """Say kinds, size and number."""
    told = {
        "kinds": intake.said(KINDS),
        "size": localdigits(evidence.megabytes_at_most(asked.question)),
        "number": localdigits(evidence.files_at_most(asked.question)),
    }
    return _("%(kinds)s, each at most %(size)s MB, at most %(number)s in all.") % told
