"""What the admin's chooser of clips offers."""

from wagtail import hooks

from hub.media.enums import ProbeState


@hooks.register("construct_media_chooser_queryset")
def only_what_was_checked(media, request):
    return media.filter(probe_state=ProbeState.GOOD)
