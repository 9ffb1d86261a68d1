"""The groups of Đ2.1 and the parts of them that Đ3.2 names."""

from django.db import migrations

# code, clause, part of, names in vi / en / zh-hans
TOPICS = [
    (
        "policy",
        "Đ2.1.a",
        None,
        "Đường lối, chính sách, pháp luật về thông tin đối ngoại",
        "Policy and law on external information",
        "对外信息方针、政策与法律",
    ),
    (
        "border",
        "Đ2.1.b",
        None,
        "Quản lý và bảo vệ biên giới quốc gia",
        "State management and protection of the border",
        "国家边界管理与保护",
    ),
    (
        "culture",
        "Đ2.1.c",
        None,
        "Văn hóa truyền thống, đất nước, con người",
        "Traditional culture, country and people",
        "传统文化、国家与人民",
    ),
    (
        "potential",
        "Đ2.1.d",
        None,
        "Tiềm năng, thế mạnh của tỉnh",
        "Potential and strengths of the province",
        "本省潜力与优势",
    ),
    (
        "external-affairs",
        "Đ3.2",
        "policy",
        "Hoạt động đối ngoại",
        "External affairs",
        "对外活动",
    ),
    (
        "security",
        "Đ3.2",
        "border",
        "An ninh, trật tự khu vực cửa khẩu",
        "Security and order at the border gates",
        "口岸地区安全与秩序",
    ),
    (
        "investment",
        "Đ3.2",
        "potential",
        "Kinh tế đối ngoại, thu hút đầu tư",
        "External economy and investment",
        "对外经济与招商引资",
    ),
    (
        "products",
        "Đ3.2",
        "potential",
        "Sản phẩm chủ lực",
        "Key products",
        "重点产品",
    ),
    ("tourism", "Đ3.2", "potential", "Du lịch", "Tourism", "旅游"),
]


def add_topics(apps, schema_editor):
    topic_model = apps.get_model("hub_content", "Topic")
    name_model = apps.get_model("hub_content", "TopicName")
    locales = {
        locale.language_code: locale
        for locale in apps.get_model("wagtailcore", "Locale").objects.all()
    }
    topics = {}
    for order, (code, clause, parent, *names) in enumerate(TOPICS):
        topics[code] = topic_model.objects.create(
            code=code, clause=clause, parent=topics.get(parent), sort_order=order
        )
        for language, name in zip(("vi", "en", "zh-hans"), names, strict=True):
            name_model.objects.create(
                topic=topics[code], locale=locales[language], name=name
            )


class Migration(migrations.Migration):
    dependencies = [
        ("hub_content", "0002_initial"),
        ("hub_agencies", "0002_languages"),
    ]

    operations = [migrations.RunPython(add_topics, migrations.RunPython.noop)]
