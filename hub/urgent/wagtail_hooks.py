"""Where urgent messages come into the CMS: names of entries in the log."""

from wagtail import hooks

from hub.urgent.enums import Event


@hooks.register("register_log_actions")
def name_events(actions):
    for event in Event:
        actions.register_action(event.value, event.label, event.label)
