"""The form of an agency: its names in every language beside its own fields."""

from hub.lib.localforms import LocalClusterForm, LocalFields


class AgencyForm(LocalClusterForm):
    local_fields = LocalFields(
        "names", ("name", "short_name"), required=("name",), long=("name",)
    )
