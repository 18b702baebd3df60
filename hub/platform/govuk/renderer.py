"""Make Django draw every form with the markup of govuk-frontend.

`{{ form.title.as_field_group }}` gives the label, hint, error and control of a field; `{{ form }}` gives them all.
The markup is ours, in Django's own template names, so forms of other packages get it too.
"""

from django.forms.renderers import TemplatesSetting

from hub.platform.govuk.fields import GovukBoundField


class GovukRenderer(TemplatesSetting):
    """Find templates the usual way and bind fields in a way that knows about errors and hints."""

    bound_field_class = GovukBoundField
    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
