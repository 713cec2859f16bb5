"""What officers fill in to take nominations out as a table, or to bring a table in."""

from django import forms
from django.utils.translation import gettext_lazy as _

MEGABYTES = 1
KINDS = (".csv", ".xlsx")


class PurposeForm(forms.Form):
    """What a table is for; it goes on record with the export."""

    purpose = forms.CharField(
        label=_("What is the table for?"),
        help_text=_("It goes on record with your name. Addresses are not in the table."),
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={"required": _("Say what the table is for.")},
    )


class SheetForm(forms.Form):
    """A table of nominations that came on paper."""

    sheet = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or XLSX, at most 1 MB and 200 rows. Nothing is written before you confirm."),
        widget=forms.FileInput({"accept": ",".join(KINDS)}),
        error_messages={"required": _("Choose a table."), "empty": _("This file is empty. Choose another.")},
    )

    def clean_sheet(self) -> object:
        """Take a table of a kind and size that we read."""
        sheet = self.cleaned_data["sheet"]
        if not str(sheet.name).lower().endswith(KINDS):
            raise forms.ValidationError(_("Send a CSV or XLSX file."))
        if sheet.size > MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(_("This file is larger than 1 MB. Part it and send it in pieces."))
        return sheet
