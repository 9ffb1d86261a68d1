"""The roles that follow from the regulation, with the clauses they rest on."""

from django.db import migrations

# code, reaches, names in vi / en / zh-hans, rights
ROLES = [
    ("contributor", "AGENCY", "Cộng tác viên", "Contributor", "供稿人", ["WRITE"]),
    (
        "press_contributor",
        "AGENCY",
        "Cộng tác viên báo chí",
        "Press contributor",
        "媒体供稿人",
        ["WRITE", "CONTRIBUTE"],
    ),
    (
        "receiver",
        "PROVINCE",
        "Người tiếp nhận",
        "Receiving officer",
        "接收人员",
        ["RECEIVE"],
    ),
    ("appraiser", "PROVINCE", "Người thẩm định", "Appraiser", "审核人员", ["APPRAISE"]),
    (
        "editor",
        "PROVINCE",
        "Biên tập viên",
        "Editor",
        "编辑",
        ["WRITE", "EDIT", "PROGRAMME"],
    ),
    (
        "approver",
        "PROVINCE",
        "Người duyệt phát",
        "Approver",
        "审批人",
        ["APPROVE", "PROGRAMME", "PUBLISH_PROGRAMME", "TAKE_DOWN", "URGENT"],
    ),
    (
        "operator_editor",
        "CLUSTERS",
        "Biên tập viên đơn vị vận hành",
        "Operator's editor",
        "运营单位编辑",
        ["WRITE", "PROGRAMME"],
    ),
    (
        "operator_approver",
        "CLUSTERS",
        "Người duyệt của đơn vị vận hành",
        "Operator's approver",
        "运营单位审批人",
        ["APPROVE_LOCALLY", "PROGRAMME", "PUBLISH_PROGRAMME", "URGENT", "SEE_ASSETS"],
    ),
    (
        "kiosk_editor",
        "AGENCY",
        "Biên tập viên tủ tra cứu",
        "Kiosk editor",
        "查询机编辑",
        ["EDIT_KIOSK"],
    ),
    (
        "security_viewer",
        "PROVINCE",
        "Cán bộ an ninh",
        "Security officer",
        "安全人员",
        ["SEE_LOGS", "SEE_ASSETS"],
    ),
    (
        "asset_viewer",
        "PROVINCE",
        "Người theo dõi thiết bị",
        "Equipment observer",
        "设备观察员",
        ["SEE_ASSETS"],
    ),
    (
        "admin",
        "PROVINCE",
        "Người quản lý tài khoản",
        "Account manager",
        "账户管理员",
        ["ADMINISTER", "SEE_LOGS"],
    ),
]


def add_roles(apps, schema_editor):
    role_model = apps.get_model("hub_rights", "Role")
    name_model = apps.get_model("hub_rights", "RoleName")
    right_model = apps.get_model("hub_rights", "RoleRight")
    locales = {
        locale.language_code: locale
        for locale in apps.get_model("wagtailcore", "Locale").objects.all()
    }
    for order, (code, scope, *names, rights) in enumerate(ROLES):
        role = role_model.objects.create(code=code, scope=scope, sort_order=order)
        for language, name in zip(("vi", "en", "zh-hans"), names, strict=True):
            name_model.objects.create(role=role, locale=locales[language], name=name)
        for right in rights:
            right_model.objects.create(role=role, right=right)


def add_choosing_of_clips(apps, schema_editor):
    """Pictures have such a right of Wagtail's own; wagtailmedia knows none."""
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label="wagtailmedia", model="media")
    apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="choose_media",
        defaults={"name": "Can choose media"},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("hub_rights", "0001_initial"),
        ("hub_agencies", "0002_languages"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(add_roles, migrations.RunPython.noop),
        migrations.RunPython(add_choosing_of_clips, migrations.RunPython.noop),
    ]
