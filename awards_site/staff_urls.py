"""The addresses of the staff that belong to no app."""

from django.urls import path

from .views import audit, letters, roles

urlpatterns = [
    path("roles/", roles.Roles.as_view(), name="roles"),
    path("roles/<int:pk>/end/", roles.EndRole.as_view(), name="end_role"),
    path("audit/", audit.Audit.as_view(), name="audit"),
    path("outbox/", letters.Letters.as_view(), name="letters"),
    path("outbox/<int:pk>/", letters.LetterPage.as_view(), name="letter"),
    path("outbox/<int:pk>/again/", letters.SendAgain.as_view(), name="send_again"),
]
