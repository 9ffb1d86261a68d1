"""`manage.py give_enrolment_code NAME`: for accounts that no account manager issued.

Whoever may run commands on the machine is trusted with it: that is how the first
administrator gets in.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.accounts.actions import CODE_DAYS, give_code


class Command(BaseCommand):
    help = "Prints a code with which somebody can add a first second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *, name: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Không có tài khoản nào tên “{name}”.")
        code = give_code(user)
        self.stdout.write(f"Mã ghi danh: {code} (dùng một lần, {CODE_DAYS.days} ngày)")
