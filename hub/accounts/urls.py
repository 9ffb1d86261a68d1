"""Included at the root of the hub, before Wagtail: these take its doors' places."""

from allauth.account import views as account
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from hub.accounts.views import signing


def closed(_request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """A lost password is an account manager's matter: nothing is sent by mail."""
    raise Http404


urlpatterns = [
    path("cms/login/", signing.LoginView.as_view(), name="account_login"),
    path("cms/logout/", account.logout, name="account_logout"),
    path("cms/password_reset/", closed),
    path("cms/password_reset/<path:rest>", closed),
    path(
        "cms/account/password/", account.password_change, name="account_change_password"
    ),
    path(
        "cms/account/password/none/", signing.no_password, name="account_set_password"
    ),
    path("cms/account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("cms/account/inactive/", account.account_inactive, name="account_inactive"),
    path("cms/account/enrol/", signing.enrol_page, name="accounts_enrol"),
    path(
        "cms/account/factors/webauthn/keys/<int:pk>/remove/",
        signing.RemovePasskeyView.as_view(),
    ),
    path("cms/account/factors/", include("allauth.mfa.urls")),
]
