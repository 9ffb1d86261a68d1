"""Passwords that everybody here would try first."""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Written without marks, blanks and digits.
GUESSED_FIRST = (
    "thongtindoingoai",
    "cumthongtin",
    "matkhau",
    "password",
    "laocai",
    "yenbai",
    "sapa",
    "bacha",
    "fansipan",
    "vietnam",
    "quantri",
    "admin",
    "bientap",
    "anhyeuem",
    "hanoi",
    "qwerty",
    "abc",
)


class LocalWordsValidator:
    """Refuses what is nothing but such words with digits and signs around them."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_guessed_first(password):
            raise ValidationError(
                _(
                    "This password is made of words that are guessed first. Choose words"
                    " that have nothing to do with the place, the work or the system."
                ),
                code="password_of_local_words",
            )

    def get_help_text(self) -> str:
        return _("It must not be made of names of places or of the system alone.")


def is_guessed_first(password: str) -> bool:
    left = _letters(password)
    for word in GUESSED_FIRST:
        left = left.replace(word, "")
    return not left


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(sign for sign in plain if "a" <= sign <= "z")
