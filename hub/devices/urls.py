"""Where devices fetch files and report; included at the root of the hub."""

from django.urls import path, re_path

from hub.devices import colorlight, feeds, reports, smil, views

app_name = "devices"
DIGEST = r"(?P<sha256>[0-9a-f]{64})"
# Of other makes: their tokens stand in the address, where they can send no header.
OTHERS = [
    path("feeds/loop.m3u", feeds.playlist, name="playlist_by_header"),
    re_path(
        rf"^feeds/files/{DIGEST}\.mp4$",
        feeds.loop_file,
        name="feed_file_by_header",
    ),
    path("feeds/<str:token>/loop.m3u", feeds.playlist, name="playlist"),
    path("feeds/<str:token>/index.smil", smil.index, name="smil_index"),
    re_path(
        rf"^feeds/(?P<token>[^/]+)/files/{DIGEST}\.mp4$",
        feeds.loop_file,
        name="feed_file",
    ),
    re_path(
        r"^feeds/(?P<token>[^/]+)/reports/(?P<kind>playlog|inventory|system)"
        r"(?:/(?P<name>[\w.-]{1,120}))?$",
        smil.report,
        name="smil_report",
    ),
]
COLORLIGHT = [
    path("wp-json/wp/v2/comments", colorlight.comments),
    path("wp-json/wp/v2/programs", colorlight.programs),
    path("wp-json/wp/v2/media", colorlight.media, name="colorlight_media"),
    path("wp-json/wp/v3/schedules", colorlight.schedules),
    path("wp-json/screen/v1/status", colorlight.report, {"kind": "status"}),
    path("wp-json/screen/v1/info", colorlight.report, {"kind": "info"}),
    path("wp-json/led/flowfee", colorlight.report, {"kind": "flowfee"}),
    path("wp-content/<str:name>", colorlight.file, name="colorlight_file"),
]
urlpatterns = [
    *OTHERS,
    *COLORLIGHT,
    path("loops/<path:path>", views.serve_loop_file, name="loop_file"),
    path("releases/<path:path>", views.serve_release_file, name="release_file"),
    path("devices/heartbeat", reports.heartbeat, name="heartbeat"),
    path("devices/as-run", reports.as_run, name="as_run"),
    path("devices/picture", reports.picture, name="picture"),
    path("healthz", views.healthz, name="healthz"),
    path("media/<path:path>", views.serve_media_file, name="media_file"),
]
