"""The addresses of the jury: all hang on a call, some on one of its rounds."""

from django.urls import URLPattern, path

from nominations.converters import CALL

from .converters import ROUND
from .views import assigning, deliberating, files, juror, panels, ties

app_name = "jury"

SEATS = [
    path(f"{CALL}panel/", panels.PanelPage.as_view(), name="panel"),
    path(f"{CALL}panel/appoint/", panels.Appoint.as_view(), name="appoint"),
    path(f"{CALL}panel/invite/", panels.Invite.as_view(), name="invite"),
    path(f"{CALL}panel/<uuid:seat>/chair/", panels.NameChair.as_view(), name="name_chair"),
    path(f"{CALL}panel/<uuid:seat>/end/", panels.EndSeat.as_view(), name="end_seat"),
    path(f"{CALL}seat/", juror.SeatPage.as_view(), name="seat"),
]

TIES = [
    path(f"{CALL}conflicts/", juror.Conflicts.as_view(), name="conflicts"),
    path(f"{CALL}ties/", ties.Ties.as_view(), name="ties"),
    path(f"{CALL}ties/detect/", ties.Detect.as_view(), name="detect"),
]

ASSIGNMENT = [
    path(f"{ROUND}assignment/", assigning.AssignmentPage.as_view(), name="assignment"),
    path(f"{ROUND}assignment/propose/", assigning.Propose.as_view(), name="propose"),
    path(f"{ROUND}assignment/change/", assigning.Change.as_view(), name="change"),
    path(f"{ROUND}assignment/confirm/", assigning.Confirm.as_view(), name="confirm"),
]

EVIDENCE = f"{CALL}dossiers/<uuid:dossier>/evidence/<uuid:evidence>/"

FILES = [
    path(f"{CALL}dossiers/<uuid:dossier>/", files.DossierPage.as_view(), name="dossier"),
    path(EVIDENCE, files.DossierEvidence.as_view(), name="dossier_evidence"),
    path(f"{EVIDENCE}pages/", files.DossierEvidencePages.as_view(), name="dossier_evidence_pages"),
    path(f"{EVIDENCE}preview/", files.DossierEvidencePreview.as_view(), name="dossier_evidence_preview"),
    path(f"{CALL}dossiers/<uuid:dossier>/letters/<uuid:letter>/", files.LetterPaper.as_view(), name="dossier_letter"),
]

DELIBERATION = [
    path(f"{CALL}deliberation/", deliberating.Deliberation.as_view(), name="deliberation"),
    path(f"{CALL}deliberation/recommend/", deliberating.Recommend.as_view(), name="recommend"),
]

urlpatterns: list[URLPattern] = [*SEATS, *TIES, *ASSIGNMENT, *FILES, *DELIBERATION]
