"""What allauth says on our pages is Vietnamese; it brings no such catalogue."""

from pathlib import Path

import allauth
import polib

from hub.lib.catalogue import HUB, used_strings

CATALOGUE = HUB / "locale" / "allauth" / "vi" / "LC_MESSAGES" / "django.po"
OURS = HUB / "accounts" / "templates"
# What somebody can come to see. The rest is of sign-up, mail and other sites' log-ins.
REACHED = {
    "allauth/templates/account/logout.html",
    "allauth/templates/account/reauthenticate.html",
    "allauth/templates/account/base_reauthenticate.html",
    "allauth/templates/account/password_change.html",
    "allauth/templates/account/account_inactive.html",
    "allauth/templates/mfa/authenticate.html",
    "allauth/templates/mfa/reauthenticate.html",
    "allauth/templates/mfa/totp/base.html",
    "allauth/templates/mfa/totp/deactivate_form.html",
    "allauth/templates/mfa/recovery_codes/base.html",
    "allauth/templates/mfa/recovery_codes/generate.html",
    "allauth/templates/mfa/webauthn/base.html",
    "allauth/templates/mfa/webauthn/add_form.html",
    "allauth/templates/mfa/webauthn/edit_form.html",
    "allauth/templates/mfa/webauthn/reauthenticate.html",
    "allauth/templates/mfa/webauthn/authenticator_confirm_delete.html",
    "allauth/templates/mfa/webauthn/snippets/scripts.html",
    "allauth/account/adapter.py",
    "allauth/account/forms.py",
    "allauth/mfa/adapter.py",
    "allauth/mfa/base/forms.py",
    "allauth/mfa/totp/forms.py",
    "allauth/mfa/webauthn/forms.py",
}
# Of ways to sign in that are shut.
SHUT = ("mail", "hone", "nique", "field label", "(optional)", "asswordless", "reset")


def test_whatever_somebody_can_come_to_see_has_its_translation() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE))}
    used = used_strings(Path(allauth.__file__).parent)

    missing = {
        text
        for text, places in used.items()
        if REACHED.intersection(places)
        and text not in known
        and not any(word in text for word in SHUT)
    }

    assert missing == set()
