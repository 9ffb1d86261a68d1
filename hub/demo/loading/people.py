"""Demo accounts: what each may do follows from the role that it holds for an agency."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User

from hub.agencies.models import Agency
from hub.demo.accounts import PREFIX
from hub.rights.actions import give_role, set_up_agency

# Accepted on the demo's own machine only, and printed when it starts.
PASSWORD = "lao-cai-2026"  # noqa: S105 - see above

# Long past, as the demo's programmes are.
SINCE = date(2026, 1, 1)
# Before the reorganisation; who stands in its place holds the roles from then on.
LEAD, OPERATOR, POLICE = "so-tttt", "bql-kkt", "cong-an-tinh"
TOLD = {"approver", "operator_approver", "security_viewer"}


@dataclass(frozen=True)
class Account:
    """A demo account: a role at an agency, not a person."""

    name: str
    title: str
    role: str
    agency: str

    @property
    def username(self) -> str:
        return PREFIX + self.name

    @property
    def email(self) -> str:
        """Of those who are told of incidents; there is no such place."""
        return f"{self.name}@lao-cai.example" if self.role in TOLD else ""


ACCOUNTS = (
    Account("cong-tac-vien", "Cộng tác viên (Sở Du lịch)", "contributor", "so-du-lich"),
    Account("bao-chi", "Cộng tác viên báo chí", "press_contributor", "bao-lao-cai"),
    Account("tiep-nhan", "Người tiếp nhận", "receiver", LEAD),
    Account("tham-dinh", "Người thẩm định", "appraiser", LEAD),
    Account("bien-tap", "Biên tập viên", "editor", LEAD),
    Account("duyet", "Người duyệt phát", "approver", LEAD),
    Account("van-hanh", "Biên tập viên (BQL KKT)", "operator_editor", OPERATOR),
    Account("van-hanh-duyet", "Người duyệt (BQL KKT)", "operator_approver", OPERATOR),
    Account("an-ninh", "Cán bộ an ninh (Công an tỉnh)", "security_viewer", POLICE),
    Account("quan-tri", "Quản trị hệ thống", "admin", LEAD),
)


def load_people() -> None:
    """Makes accounts and gives them their roles; what is there is left as it is."""
    for account in ACCOUNTS:
        users = get_user_model().objects
        if not users.filter(username=account.username).exists():
            _add(account)


def _add(account: Account) -> None:
    user: User = get_user_model().objects.create_user(
        account.username,
        account.email,
        password=PASSWORD,
        first_name=account.title,
    )
    # Who looks after the machine; what is shown is for the roles above to decide.
    user.is_superuser = account.role == "admin"
    user.save()
    if agency := Agency.objects.filter(code=account.agency).first():
        set_up_agency(agency)
        give_role(user, account.role, agency, valid_from=SINCE)
