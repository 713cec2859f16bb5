"""What a form says where an answer can't be taken: what to do, in place of the framework's "invalid input"."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SENTENCES: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (
        forms.Field,
        {
            "required": _("Answer this question."),
            "max_length": _("This answer is %(show_value)d characters long. At most %(limit_value)d can be kept."),
            "min_length": _("This answer is too short. Write at least %(limit_value)d characters."),
            "max_value": _("Write a number that is not above %(limit_value)s."),
            "min_value": _("Write a number that is not below %(limit_value)s."),
            "null_characters_not_allowed": _("There is a sign in this answer that can't be kept. Type it once more."),
        },
    ),
    (forms.EmailField, {"invalid": _("Write the whole address, like name@city.example.")}),
    (forms.URLField, {"invalid": _("Write the whole address of the page, like https://city.example/report.")}),
    (forms.UUIDField, {"invalid": _("This link is not whole. Copy it once more from the letter.")}),
    (
        forms.ChoiceField,
        {"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers offered here.")},
    ),
    (
        forms.MultipleChoiceField,
        {"required": _("Choose at least one of the answers."), "invalid_list": _("Choose among the answers offered.")},
    ),
    (
        forms.ModelChoiceField,
        {"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers offered here.")},
    ),
    (forms.BooleanField, {"required": _("Tick the box if you agree; without it this can't go on.")}),
    (
        forms.FileField,
        {
            "required": _("Choose a file."),
            "invalid": _("The file did not arrive. Choose it once more."),
            "missing": _("The file did not arrive. Choose it once more."),
            "empty": _("This file is empty. Choose another one."),
        },
    ),
)


def speak_plainly(field: forms.Field) -> None:
    """Give a field the house's sentences wherever nobody wrote one for it."""
    for kind, sentences in SENTENCES:
        if isinstance(field, kind):
            for code, sentence in sentences.items():
                if field.error_messages.get(code) in (None, *framework_sentences(kind, code)):
                    field.error_messages[code] = sentence


def framework_sentences(kind: type[forms.Field], code: str) -> list[Any]:
    """Name the sentences that would stand there if nobody had written one: the framework's, or a wider one of ours."""
    parents = [parent.default_error_messages.get(code) for parent in kind.__mro__ if issubclass(parent, forms.Field)]
    return [*parents, *(known[code] for wider, known in SENTENCES if code in known and issubclass(kind, wider))]
