"""How forms are drawn: from our own components, and the framework's where we have none."""

from django.forms.renderers import TemplatesSetting

from .boundfields import HouseField


class ComponentRenderer(TemplatesSetting):
    """Draw fields, forms and sets of forms from templates/components."""

    bound_field_class = HouseField
    field_template_name = "components/field.html"
    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
