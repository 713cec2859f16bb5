"""The addresses of nominations: fixed words first, then what hangs on a cycle and a call.

Each group is a list of its own; add yours below and name it in `urlpatterns`.
"""

from django.urls import URLPattern, path

from .converters import CALL, CYCLE
from .views import public

app_name = "nominations"

PUBLIC = [
    path("prizes/", public.Prizes.as_view(), name="prizes"),
    path("haikou/", public.Declaration.as_view(), name="declaration"),
    path("calendar/", public.LatestCalendar.as_view(), name="calendar"),
    path(CYCLE, public.Calendar.as_view(), name="cycle"),
    path(f"{CALL}form/", public.WholeForm.as_view(), name="form"),
]

urlpatterns: list[URLPattern] = [*PUBLIC]
