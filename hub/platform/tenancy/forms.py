"""The form of an authority's name and colour."""

from django import forms


class AuthorityForm(forms.Form):
    """Name and accent."""

    name = forms.CharField(label="Name", max_length=250, error_messages={"required": "Enter the authority's name"})
    accent = forms.CharField(
        label="Accent colour",
        required=False,
        max_length=7,
        help_text="Written like #12694A. Leave empty for the usual colour.",
    )
