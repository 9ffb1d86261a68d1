"""Passwords are long, not common, not like the name, and not the first guess here."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from hub.accounts.secrets import make_code, make_password, tidied


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngan-ruoi-7x", None),
        ("ngan-ruoi-7", "12 ký tự"),
        ("qwertyqwerty", "phổ biến"),
        ("839201847261", "chữ số"),
        ("lan.nguyen-2027", "giống"),
        ("LaoCai@SaPa2026", "dễ đoán"),
        ("Mật-Khẩu-123456", "dễ đoán"),
        ("matkhaulaocai", "dễ đoán"),
    ],
)
def test_a_password_is_taken_or_refused_for_a_reason(
    password: str, reason: str | None
) -> None:
    user = User(username="lan.nguyen", first_name="Lan Nguyễn")
    if reason is None:
        validate_password(password, user)
        return

    with pytest.raises(ValidationError, match=reason):
        validate_password(password, user)


def test_what_is_printed_passes_the_rule_and_can_be_read_off_paper() -> None:
    password, code = make_password(), make_code()

    validate_password(password)
    assert not set("il0o1") & set(password + code.lower())
    assert tidied(f" {code[:4].lower()} {code[5:]}") == tidied(code)
