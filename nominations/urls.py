"""The addresses of nominations: fixed words first, then what hangs on a cycle and a call.

Each group is a list of its own; add yours below and name it in `urlpatterns`.
"""

from django.urls import URLPattern, path

from .converters import CALL, CYCLE
from .views import (
    assistance,
    bulk,
    confirming,
    decisions,
    exporting,
    files,
    filters,
    handing_over,
    importing,
    links,
    nominator,
    nominee,
    notes,
    pairing,
    pieces,
    public,
    queue,
    receipts,
    referee,
    referees,
    saving,
    screener,
    setup,
    together,
    translating,
    written,
)
from .views.wizard import WIZARD

app_name = "nominations"

PUBLIC = [
    path("prizes/", public.Prizes.as_view(), name="prizes"),
    path("haikou/", public.Declaration.as_view(), name="declaration"),
    path("calendar/", public.LatestCalendar.as_view(), name="calendar"),
    path(CYCLE, public.Calendar.as_view(), name="cycle"),
    path(f"{CALL}form/", public.WholeForm.as_view(), name="form"),
    path("help/", assistance.HelpIndex.as_view(), name="help"),
    *(
        path(f"help/{each.name}/", assistance.Help.as_view(topic=each.name), name=f"help_{each.name}")
        for each in assistance.TOPICS
    ),
]

FILE = f"{CALL}nominations/<uuid:nomination>/"

NOMINATOR = [
    path("nominate/", nominator.Nominate.as_view(), name="nominate"),
    path("nominations/", nominator.Mine.as_view(), name="mine"),
    path(f"{CALL}nominate/", nominator.Start.as_view(), name="start"),
    path(FILE, nominator.NominationPage.as_view(), name="nomination"),
    path(f"{FILE}step/<slug:step>/", WIZARD, name="step"),
    path(f"{FILE}autosave/<slug:step>/", saving.Autosave.as_view(), name="autosave"),
    path(f"{FILE}upload/", pieces.Pieces.as_view(), name="upload"),
    path(f"{FILE}evidence/<uuid:evidence>/", files.EvidenceFile.as_view(), name="evidence"),
    path(f"{FILE}receipt.pdf", receipts.Receipt.as_view(), name="receipt"),
    path(f"{FILE}evidence/<uuid:evidence>/pages/", files.EvidencePages.as_view(), name="evidence_pages"),
    path(f"{FILE}evidence/<uuid:evidence>/preview/", files.EvidencePreview.as_view(), name="evidence_preview"),
    path(f"{FILE}written.txt", written.Written.as_view(), name="written"),
    path(f"{FILE}withdraw/", nominator.Withdraw.as_view(), name="withdraw"),
    path(f"{FILE}discard/", nominator.Discard.as_view(), name="discard"),
    path(f"{FILE}colleagues/", together.Colleagues.as_view(), name="colleagues"),
    path(f"{FILE}join/", together.Join.as_view(), name="join"),
    path(f"{FILE}take-over/", handing_over.TakeOver.as_view(), name="take_over"),
    path(f"{FILE}letters/", referees.Letters.as_view(), name="letters"),
]

#: Pages behind a link, without an account.
LINKS = [
    path(f"{CALL}new-link/", links.NewLink.as_view(), name="new_link"),
    path(f"{CALL}consent/<str:token>/", nominee.ConsentPage.as_view(), name="consent"),
    path(f"{CALL}support/<str:token>/file/", referee.OwnPaper.as_view(), name="own_paper"),
    path(f"{CALL}support/<str:token>/", referee.SupportPage.as_view(), name="support"),
]

SCREENING = f"{CALL}screening/"
DESK = f"{SCREENING}<uuid:nomination>/"

SECRETARIAT = [
    path(SCREENING, queue.Queue.as_view(), name="queue"),
    path(f"{SCREENING}filters/", filters.Filters.as_view(), name="filters"),
    path(f"{SCREENING}several/", bulk.Several.as_view(), name="several"),
    path(f"{SCREENING}several/<uuid:batch>/", bulk.Done.as_view(), name="batch"),
    *(
        path(f"{SCREENING}export.{kind}", exporting.ExportNominations.as_view(), {"kind": kind}, "export_nominations")
        for kind in ("csv", "xlsx")
    ),
    path(f"{SCREENING}alike/", queue.Lookalikes.as_view(), name="lookalikes"),
    path(f"{SCREENING}import/", importing.ImportNominations.as_view(), name="import_nominations"),
    path(f"{SCREENING}import/empty.xlsx", importing.EmptySheet.as_view(), name="empty_sheet"),
    path(DESK, screener.Screen.as_view(), name="screen"),
    path(f"{DESK}gates/", notes.Gates.as_view(), name="gates"),
    path(f"{DESK}contacts/", screener.Contacts.as_view(), name="contacts"),
    path(f"{DESK}ask-again/", screener.AskAgain.as_view(), name="ask_again"),
    path(f"{DESK}letters/<uuid:letter>/", files.LetterPaper.as_view(), name="letter_paper"),
    path(f"{DESK}admit/", decisions.Admit.as_view(), name="admit"),
    path(f"{DESK}return/", decisions.SendBack.as_view(), name="return"),
    path(f"{DESK}exclude/", decisions.Exclude.as_view(), name="exclude"),
    path(f"{DESK}same/<uuid:other>/", pairing.Merge.as_view(), name="merge"),
    path(f"{DESK}apart/<uuid:other>/", pairing.KeepApart.as_view(), name="keep_apart"),
    path(f"{DESK}confirm/", confirming.Confirm.as_view(), name="confirm"),
    path(f"{DESK}notes/", notes.Notes.as_view(), name="notes"),
    path(f"{DESK}notes/<uuid:note>/strike-out/", notes.StrikeOut.as_view(), name="strike_out"),
    path(f"{DESK}translate/<str:path>/", translating.Translate.as_view(), name="translate"),
    path(f"{DESK}waive/", decisions.Waive.as_view(), name="waive"),
]

SETUP = [
    path(f"{CALL}setup/", setup.SetupPage.as_view(), name="setup"),
    path(f"{CALL}publish/", setup.Publish.as_view(), name="publish"),
    path(f"{CALL}setup/date/", setup.ProposeDate.as_view(), name="propose_date"),
    path(f"{CALL}setup/date/confirm/", setup.ConfirmDate.as_view(), name="confirm_date"),
    path(f"{CALL}setup/form/copy/", setup.CopyEarlier.as_view(), name="copy_form"),
    path(f"{CALL}setup/form/release/", setup.Release.as_view(), name="release_form"),
]

urlpatterns: list[URLPattern] = [*PUBLIC, *NOMINATOR, *LINKS, *SECRETARIAT, *SETUP]
