"""The addresses of signing in and of one's own account; of allauth's pages only those we offer."""

from allauth.account.views import account_inactive, logout
from django.urls import include, path

from .views import account, entrance

urlpatterns = [
    path("", account.Account.as_view(), name="account"),
    path("sign-out-everywhere/", account.SignOutEverywhere.as_view(), name="sign_out_everywhere"),
    path("login/", entrance.SignIn.as_view(), name="account_login"),
    path("login/code/", entrance.EnterCode.as_view(), name="account_confirm_login_code"),
    path("logout/", logout, name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("2fa/", include("allauth.mfa.urls")),
]
