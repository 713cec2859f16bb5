"""The addresses of scoring: fixed words first, then what hangs on a cycle, a call and a round.

Each group is a list of its own; add yours below and name it in `urlpatterns`.
"""

from django.urls import URLPattern, path

from nominations.converters import CALL, CYCLE

from .views import public

app_name = "scoring"

PUBLIC = [
    path("", public.Home.as_view(), name="home"),
    path("laureates/", public.Laureates.as_view(), name="laureates"),
    path("about/<slug:page>/", public.Page.as_view(), name="page"),
    path(f"{CYCLE}laureates/", public.CycleLaureates.as_view(), name="cycle_laureates"),
    path(CALL, public.CallPage.as_view(), name="call"),
]

urlpatterns: list[URLPattern] = [*PUBLIC]
