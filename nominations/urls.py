"""The addresses of nominations: fixed words first, then what hangs on a cycle and a call.

Each group is a list of its own; add yours below and name it in `urlpatterns`.
"""

from django.urls import URLPattern

app_name = "nominations"

urlpatterns: list[URLPattern] = []
