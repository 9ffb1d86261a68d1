"""Where devices fetch files and report; included at the root of the hub."""

from django.urls import path

from hub.devices import reports, views

app_name = "devices"
urlpatterns = [
    path("loops/<path:path>", views.serve_loop_file, name="loop_file"),
    path("releases/<path:path>", views.serve_release_file, name="release_file"),
    path("devices/heartbeat", reports.heartbeat, name="heartbeat"),
    path("devices/as-run", reports.as_run, name="as_run"),
    path("devices/picture", reports.picture, name="picture"),
    path("healthz", views.healthz, name="healthz"),
    path("media/<path:path>", views.serve_media_file, name="media_file"),
]
