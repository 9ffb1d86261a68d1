"""Demo accounts, and what an editor and an approver may do in every language's tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission, User
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from hub.agencies.models import Agency
from hub.content.actions import prepare_roots
from hub.demo.accounts import PREFIX
from hub.rights.actions import give_role

# Accepted on the demo's own machine only, and printed when it starts.
PASSWORD = "lao-cai-2026"  # noqa: S105 - see above

EDITORS, APPROVERS = "Biên tập viên", "Người duyệt"
# What they are in the hub's own words, which decide on whose programmes they work.
ROLES = {EDITORS: "editor", APPROVERS: "approver"}
LEAD_AGENCY, SINCE = "so-tttt", date(2024, 10, 10)
WORKFLOW = "Duyệt nội dung"


@dataclass(frozen=True)
class Account:
    """A demo account: a role, not a person."""

    name: str
    role: str
    group: str | None

    @property
    def username(self) -> str:
        return PREFIX + self.name


ACCOUNTS = (
    Account("bien-tap", "Biên tập viên", EDITORS),
    Account("duyet", "Người duyệt", APPROVERS),
    Account("quan-tri", "Quản trị hệ thống", None),
)

ON_PAGES = {
    EDITORS: ("add_page", "change_page"),
    APPROVERS: ("add_page", "change_page", "publish_page"),
}
# Rights on files hang on Wagtail's own models, whatever models take their place.
ON_FILES = ("add_image", "change_image", "choose_image", "add_media", "change_media")
IN_GENERAL = {
    EDITORS: (
        "access_admin",
        "submit_translation",
        "add_programme",
        "change_programme",
        "view_programme",
    ),
    APPROVERS: (
        "access_admin",
        "submit_translation",
        "add_programme",
        "change_programme",
        "view_programme",
        "publish_programme",
    ),
}


def load_people() -> None:
    """Makes groups, rights, workflow and accounts; what is there is left as it is."""
    roots = list(prepare_roots().values())
    for name in (EDITORS, APPROVERS):
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            _allow(group, roots)
    _load_workflow(roots)
    for account in ACCOUNTS:
        _load_account(account)


def _allow(group: Group, roots: Iterable[Page]) -> None:
    group.permissions.add(*_permissions(IN_GENERAL[group.name]))
    for root in roots:
        for permission in _permissions(ON_PAGES[group.name]):
            GroupPagePermission.objects.get_or_create(
                group=group, page=Page.objects.get(pk=root.pk), permission=permission
            )
    collection = Collection.get_first_root_node()
    for permission in _permissions(ON_FILES):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _permissions(codenames: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=codenames))


def _load_workflow(roots: Iterable[Page]) -> None:
    """An item goes live when an approver says so."""
    if Workflow.objects.filter(name=WORKFLOW).exists():
        return
    task = GroupApprovalTask.objects.create(name=APPROVERS)
    task.groups.add(Group.objects.get(name=APPROVERS))
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    for root in roots:
        page = Page.objects.get(pk=root.pk)
        WorkflowPage.objects.update_or_create(
            page=page, defaults={"workflow": workflow}
        )


def _load_account(account: Account) -> None:
    users = get_user_model().objects
    if users.filter(username=account.username).exists():
        return
    user: User = users.create_user(account.username, password=PASSWORD)
    user.first_name = account.role
    user.is_superuser = account.group is None
    user.save()
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))
        lead = Agency.objects.get(code=LEAD_AGENCY)
        give_role(user, ROLES[account.group], lead, valid_from=SINCE)
