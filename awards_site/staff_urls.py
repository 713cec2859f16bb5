"""The addresses of the staff that belong to no app."""

from django.urls import path

from .views import audit, holds, letters, roles, wording

VERSION = "words/<str:wording>/<str:language>/<int:number>"

urlpatterns = [
    path("roles/", roles.Roles.as_view(), name="roles"),
    path("roles/<int:pk>/end/", roles.EndRole.as_view(), name="end_role"),
    path("audit/", audit.Audit.as_view(), name="audit"),
    path("outbox/", letters.Letters.as_view(), name="letters"),
    path("outbox/<int:pk>/", letters.LetterPage.as_view(), name="letter"),
    path("outbox/<int:pk>/again/", letters.SendAgain.as_view(), name="send_again"),
    path("outbox/<int:sent>/once-more/", letters.Resend.as_view(), name="resend"),
    path("outbox/hold/", holds.Hold.as_view(), name="hold_letters"),
    path("outbox/hold/<int:pk>/release/", holds.Release.as_view(), name="release_letters"),
    path("outbox/act/<str:act>/", holds.Batch.as_view(), name="batch"),
    path("outbox/act/<str:act>/again/", holds.SendBatchAgain.as_view(), name="send_batch_again"),
    path("words/", wording.Kinds.as_view(), name="letter_kinds"),
    path("words/<str:wording>/<str:language>/", wording.WordsPage.as_view(), name="letter_words"),
    path("words/<str:wording>/<str:language>/shipped/", wording.ShippedAgain.as_view(), name="shipped_again"),
    path(f"{VERSION}/", wording.Version.as_view(), name="letter_version"),
    path(f"{VERSION}/look/", wording.Look.as_view(), name="letter_look"),
    path(f"{VERSION}/confirm/", wording.ConfirmWords.as_view(), name="confirm_words"),
    path(f"{VERSION}/withdraw/", wording.WithdrawWords.as_view(), name="withdraw_words"),
]
