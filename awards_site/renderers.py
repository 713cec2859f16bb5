"""How forms are drawn: from our own components, and Django's where we have none."""

from django.forms.renderers import TemplatesSetting


class ComponentRenderer(TemplatesSetting):
    """Draw a field and a form from templates/components."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"
