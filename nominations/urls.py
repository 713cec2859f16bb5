"""The addresses of nominations: fixed words first, then what hangs on a cycle and a call.

Each group is a list of its own; add yours below and name it in `urlpatterns`.
"""

from django.urls import URLPattern, path

from .converters import CALL, CYCLE
from .views import files, links, nominator, nominee, public, referee, referees, saving
from .views.wizard import WIZARD

app_name = "nominations"

PUBLIC = [
    path("prizes/", public.Prizes.as_view(), name="prizes"),
    path("haikou/", public.Declaration.as_view(), name="declaration"),
    path("calendar/", public.LatestCalendar.as_view(), name="calendar"),
    path(CYCLE, public.Calendar.as_view(), name="cycle"),
    path(f"{CALL}form/", public.WholeForm.as_view(), name="form"),
]

FILE = f"{CALL}nominations/<uuid:nomination>/"

NOMINATOR = [
    path("nominate/", nominator.Nominate.as_view(), name="nominate"),
    path("nominations/", nominator.Mine.as_view(), name="mine"),
    path(f"{CALL}nominate/", nominator.Start.as_view(), name="start"),
    path(FILE, nominator.NominationPage.as_view(), name="nomination"),
    path(f"{FILE}step/<slug:step>/", WIZARD, name="step"),
    path(f"{FILE}autosave/<slug:step>/", saving.Autosave.as_view(), name="autosave"),
    path(f"{FILE}evidence/<uuid:evidence>/", files.EvidenceFile.as_view(), name="evidence"),
    path(f"{FILE}withdraw/", nominator.Withdraw.as_view(), name="withdraw"),
    path(f"{FILE}discard/", nominator.Discard.as_view(), name="discard"),
    path(f"{FILE}letters/", referees.Letters.as_view(), name="letters"),
]

#: Pages behind a link, without an account.
LINKS = [
    path(f"{CALL}new-link/", links.NewLink.as_view(), name="new_link"),
    path(f"{CALL}consent/<str:token>/", nominee.ConsentPage.as_view(), name="consent"),
    path(f"{CALL}support/<str:token>/", referee.SupportPage.as_view(), name="support"),
]

urlpatterns: list[URLPattern] = [*PUBLIC, *NOMINATOR, *LINKS]
