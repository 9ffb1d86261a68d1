"""The steps of the two lanes, and the public holidays of 2026 and 2027."""

from datetime import date

from django.db import migrations

# code, names in vi / en / zh-hans, right, working hours, what is set, what must be there
PROVINCE = [
    (
        "receiving",
        ("Tiếp nhận", "Receiving", "接收"),
        "RECEIVE",
        4,
        {"may_reject": True},
        ["TITLE"],
    ),
    (
        "technical",
        ("Kiểm tra kỹ thuật", "Technical check", "技术检查"),
        "RECEIVE",
        4,
        {"is_technical": True},
        ["TITLE", "TOPIC"],
    ),
    (
        "appraisal",
        ("Thẩm định", "Appraisal", "审核"),
        "APPRAISE",
        16,
        {"needs_opinion": True, "may_reject": True, "is_independent": True},
        ["TITLE", "TOPIC"],
    ),
    (
        "editing",
        ("Biên tập", "Editing", "编辑"),
        "EDIT",
        8,
        {"may_edit": True},
        ["TITLE"],
    ),
    (
        "approval",
        ("Duyệt phát", "Approval for showing", "批准播出"),
        "APPROVE",
        8,
        {"is_technical": True, "is_independent": True, "may_reject": True},
        ["TITLE", "TOPIC"],
    ),
]
LOCAL = [
    (
        "unit-approval",
        ("Duyệt trong đơn vị", "Approval within the unit", "单位内审批"),
        "APPROVE_LOCALLY",
        4,
        {"is_technical": True, "is_independent": True, "may_reject": True},
        ["TITLE", "TOPIC"],
    ),
]
LANES = [
    ("PROVINCE", "Luồng tỉnh", PROVINCE),
    ("LOCAL", "Luồng đơn vị", LOCAL),
]
# Days that follow the moon, and those put before or after others, are fixed by the
# government each year: see the note, and change the rows.
FIXED_YEARLY = "Chính phủ quyết định hằng năm, cần đối chiếu"
HOLIDAYS = [
    (date(2026, 1, 1), "Tết Dương lịch"),
    *[
        (date(2026, 2, day), f"Tết Nguyên đán Bính Ngọ ({FIXED_YEARLY})")
        for day in range(16, 21)
    ],
    (date(2026, 4, 26), "Giỗ Tổ Hùng Vương (10/3 âm lịch)"),
    (date(2026, 4, 27), f"Nghỉ bù Giỗ Tổ Hùng Vương ({FIXED_YEARLY})"),
    (date(2026, 4, 30), "Ngày Chiến thắng"),
    (date(2026, 5, 1), "Ngày Quốc tế Lao động"),
    (date(2026, 9, 1), f"Quốc khánh, ngày liền kề ({FIXED_YEARLY})"),
    (date(2026, 9, 2), "Quốc khánh"),
    (date(2027, 1, 1), "Tết Dương lịch"),
    *[
        (date(2027, 2, day), f"Tết Nguyên đán Đinh Mùi ({FIXED_YEARLY})")
        for day in range(5, 10)
    ],
    (date(2027, 4, 16), f"Giỗ Tổ Hùng Vương (10/3 âm lịch; {FIXED_YEARLY})"),
    (date(2027, 4, 30), "Ngày Chiến thắng"),
    (date(2027, 5, 1), "Ngày Quốc tế Lao động"),
    (date(2027, 5, 3), f"Nghỉ bù ngày Quốc tế Lao động ({FIXED_YEARLY})"),
    (date(2027, 9, 2), "Quốc khánh"),
    (date(2027, 9, 3), f"Quốc khánh, ngày liền kề ({FIXED_YEARLY})"),
]


def add_lanes(apps, schema_editor):
    workflow_model = apps.get_model("wagtailcore", "Workflow")
    link_model = apps.get_model("wagtailcore", "WorkflowTask")
    lane_model = apps.get_model("hub_moderation", "LaneSteps")
    for lane, name, steps in LANES:
        workflow = workflow_model.objects.create(name=name)
        lane_model.objects.create(lane=lane, workflow=workflow)
        for order, row in enumerate(steps):
            step = _step(apps, row)
            link_model.objects.create(
                workflow=workflow, task_id=step.task_ptr_id, sort_order=order
            )


def _step(apps, row):
    code, names, right, hours, settings, requirements = row
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label="hub_moderation", model="reviewstep")
    step = apps.get_model("hub_moderation", "ReviewStep").objects.create(
        name=names[0],
        content_type=content_type,
        code=code,
        right=right,
        hours=hours,
        **settings,
    )
    locales = apps.get_model("wagtailcore", "Locale").objects
    for language, name in zip(("vi", "en", "zh-hans"), names, strict=True):
        apps.get_model("hub_moderation", "ReviewStepName").objects.create(
            step=step, locale=locales.get(language_code=language), name=name
        )
    for field in requirements:
        apps.get_model("hub_moderation", "StepRequirement").objects.create(
            step=step, field=field
        )
    return step


def add_holidays(apps, schema_editor):
    day_model = apps.get_model("hub_moderation", "FreeDay")
    for day, note in HOLIDAYS:
        day_model.objects.create(day=day, note=note)


class Migration(migrations.Migration):
    dependencies = [
        ("hub_moderation", "0001_initial"),
        ("hub_agencies", "0002_languages"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(add_lanes, migrations.RunPython.noop),
        migrations.RunPython(add_holidays, migrations.RunPython.noop),
    ]
