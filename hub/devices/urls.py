"""Where devices fetch files; included at the root of the hub."""

from django.urls import path

from hub.devices import views

app_name = "devices"
urlpatterns = [
    path("loops/<path:path>", views.serve_loop_file, name="loop_file"),
    path("releases/<path:path>", views.serve_release_file, name="release_file"),
    path("healthz", views.healthz, name="healthz"),
    path("media/<path:path>", views.serve_media_file, name="media_file"),
]
