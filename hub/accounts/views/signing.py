"""The one door: signing in, and adding the first second factor."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.views import LoginView as AllauthLoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.utils import get_form_class
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hub.accounts.actions import try_code
from hub.accounts.forms import CodeForm
from hub.accounts.queries import CODE_SHOWN, has_factor

TOO_MANY = 429


class LoginView(AllauthLoginView):
    @method_decorator(sensitive_post_parameters("password"))
    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            return render(request, "hub_accounts/no_role.html")
        if request.method == "POST" and not AxesProxyHandler.is_allowed(request):
            return locked_page(request)
        return super().dispatch(request, *args, **kwargs)


def locked_page(request: HttpRequest, *_unused: Any) -> HttpResponse:
    """Instead of whatever answer a name and address that are locked would get."""
    form_class = get_form_class(settings.ACCOUNT_FORMS, "login", AllauthLoginForm)
    form = form_class(initial={"login": request.POST.get("login", "")})
    context = {
        "form": form,
        "next": request.POST.get("next", ""),
        "failures": settings.AXES_FAILURE_LIMIT,
        "minutes": settings.LOCK_MINUTES,
        "is_locked": True,
    }
    return render(request, "account/login.html", context, status=TOO_MANY)


@login_required
def no_password(request: HttpRequest) -> HttpResponse:
    """Where allauth leads whoever asks to change a password and was never given one."""
    messages.warning(
        request,
        _(
            "Your account has no password yet. Ask an account manager for a hand-over "
            "sheet: it holds your first password."
        ),
    )
    return redirect("wagtailadmin_home")


@never_cache
@login_required
@sensitive_post_parameters("code")
def enrol_page(request: HttpRequest) -> HttpResponse:
    """Asks for the code of the hand-over sheet, then offers both kinds of factor.

    Without the code a stolen first password could take the account for good.
    """
    if has_factor(request.user):
        return redirect("wagtailadmin_home")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if try_code(request.user, form.cleaned_data["code"]):
            request.session[CODE_SHOWN] = request.user.pk
            return redirect("accounts_enrol")
        form.add_error(
            "code",
            _(
                "This is not the code, or it was used, is too old or was tried too often."
                " Ask the account manager for a new hand-over sheet (Đ7.3)."
            ),
        )
    showed = request.session.get(CODE_SHOWN) == request.user.pk
    host = request.get_host().partition(":")[0]
    context = {
        "form": form,
        "showed": showed,
        # Browsers make no passkey for a number.
        "can_passkey": not host.replace(".", "").isdigit() and not host.startswith("["),
    }
    return render(request, "hub_accounts/enrol.html", context)


class RemovePasskeyView(RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            messages.error(
                self.request,
                _("This is your only second factor. Add another before removing it."),
            )
            return HttpResponseRedirect(self.get_success_url())
        return super().form_valid(form)
