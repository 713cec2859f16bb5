"""The addresses of nominations: fixed words first, then what hangs on a cycle and a call.

Each group is a list of its own; add yours below and name it in `urlpatterns`.
"""

from django.urls import URLPattern

from . import converters as converters  # registers <cycle:...> and <prize:...>

app_name = "nominations"

CALL = "<cycle:cycle>/<prize:prize>/"

urlpatterns: list[URLPattern] = []
