"""What the admin's chooser of clips offers, and its addresses that go before Wagtail's."""

from django.urls import path
from wagtail import hooks

from hub.media.enums import ProbeState
from hub.media.queries import clips_to_choose
from hub.media.views import clip_chosen


@hooks.register("construct_media_chooser_queryset")
def only_what_was_checked(media, request):
    return clips_to_choose(request.user).filter(probe_state=ProbeState.GOOD)


@hooks.register("register_admin_urls")
def before_those_of_wagtailmedia():
    """The same address as wagtailmedia's view, which asks for the right to change."""
    return [path("media/chooser/<int:media_id>/", clip_chosen, name="clip_chosen")]
