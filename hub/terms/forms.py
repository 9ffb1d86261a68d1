"""The form of an official name: the name in every language."""

from hub.lib.localforms import LocalClusterForm, LocalFields


class TermForm(LocalClusterForm):
    local_fields = LocalFields("names", ("name",), required=("name",), long=("name",))
