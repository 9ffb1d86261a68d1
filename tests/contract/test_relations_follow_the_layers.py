"""The import linter cannot see a relation written as a string; this can."""

from django.apps import apps
from django.db.models import Field

# From the bottom up: an app may point at its own row or a lower one.
ROWS = [
    ["audit"],
    ["agencies"],
    ["media", "displays"],
    ["terms"],
    ["content"],
    ["rights"],
    ["accounts"],
    ["moderation"],
    ["programmes"],
    ["playout"],
    ["players"],
    ["urgent"],
    ["incidents"],
    ["contributions", "adapters"],
    ["importing"],
]
ROW_OF = {f"hub_{app}": row for row, names in enumerate(ROWS) for app in names}


def test_no_model_points_up_or_sideways() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.related_model  # a generic one has none
        if _points_wrong(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert wrong == []


def test_every_app_with_models_has_its_row() -> None:
    with_models = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("hub.") and list(config.get_models())
    }

    assert with_models == set(ROW_OF)


def _points_wrong(source: str, target: str) -> bool:
    if source == target or source not in ROW_OF or target not in ROW_OF:
        return False
    return ROW_OF[target] >= ROW_OF[source]
