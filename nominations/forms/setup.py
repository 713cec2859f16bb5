"""What the Secretary General fills in to set a call up: a later closing date, a form to copy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards_site.formfields import LocalDateTimeField
from nominations.models import Form

REASON_AT_MOST = 1_000


class DateForm(forms.Form):
    """A later closing date with its reason."""

    closes_at = LocalDateTimeField(
        label=_("New closing date"), error_messages={"required": _("Write the new day and hour.")}
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays on record and is public."),
        max_length=REASON_AT_MOST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write the reason.")},
    )


class CopyForm(forms.Form):
    """An earlier form as the beginning of the next."""

    source = forms.ModelChoiceField(
        Form.objects.none(),
        label=_("Form to copy"),
        empty_label=_("Choose a form"),
        error_messages={"required": _("Choose a form."), "invalid_choice": _("Choose one of these forms.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer all forms, the newest calls first."""
        super().__init__(*args, **kwargs)
        forms_known = Form.objects.select_related("call__cycle", "call__prize").order_by("-call__cycle__year", "-pk")
        self.fields["source"].queryset = forms_known  # type: ignore[attr-defined]  # a choice of models
