"""The statement of confidentiality on the plain pages."""

import pytest
from django.urls import reverse

from awards_site.models import AuditEvent
from nominations.states import Phase
from tests.factories import people

from .stories import afresh, scene, signed_in

pytestmark = pytest.mark.django_db


def test_changing_the_statement_is_a_new_version_and_on_record():
    made = scene(Phase.SETUP)
    head, clerk = people.user("", "secretary_general"), people.user("", "officer")
    url = reverse("admin:jury_panel_change", args=[made.panel.pk])
    words = {"confidentiality_en": "Say nothing.", "confidentiality_fa": "هیچ مگویید."}
    assert signed_in(clerk).post(url, words).status_code == 403
    assert signed_in(head).post(url, words).status_code == 302
    panel = afresh(made.panel)
    assert (panel.confidentiality_version, panel.confidentiality["en"]) == (2, "Say nothing.")
    assert AuditEvent.objects.filter(what="panel.changed").count() == 1
    assert afresh(made.juror).confidentiality_version == 1
