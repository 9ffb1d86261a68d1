"""Makes one-time passwords and enrolment codes that can be read off paper."""

import secrets

# Without signs that look like each other: i l o 0 1.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_password() -> str:
    """Sixteen signs in four groups: some 79 bits."""
    return _groups(4, 4)


def make_code() -> str:
    """Eight signs, as capitals: some 39 bits, for a few tries only."""
    return _groups(2, 4).upper()


def tidied(code: str) -> str:
    """A code as it was typed: case, blanks and dashes do not matter."""
    return "".join(sign for sign in code.lower() if sign.isalnum())


def _groups(count: int, length: int) -> str:
    return "-".join(
        "".join(secrets.choice(SIGNS) for _ in range(length)) for _ in range(count)
    )
