"""One piece of a file as it arrives, or the question how far a file has come."""

from django import forms

LARGEST = 2**40


class PieceForm(forms.Form):
    """What a browser says with each post: of which file it speaks, and its next bytes where there are some."""

    question = forms.SlugField(max_length=60)
    name = forms.CharField(max_length=1000, required=False)
    size = forms.IntegerField(min_value=0, max_value=LARGEST, required=False)
    mark = forms.RegexField(r"\A[0-9a-f]{1,32}\Z", required=False)
    upload = forms.UUIDField(required=False)
    offset = forms.IntegerField(min_value=0, max_value=LARGEST, required=False)
    piece = forms.FileField(required=False, allow_empty_file=True)
    cancel = forms.BooleanField(required=False)
