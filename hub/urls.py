"""All addresses of the hub. Each face brings its own list, from the root."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("hub.graphql.urls")),
    path("", include("hub.devices.urls")),
    path("", include("hub.screens.urls")),
    path("", include("hub.accounts.urls")),
    path("gui/", include("hub.contributions.urls")),
    path("cms/", include(wagtailadmin_urls)),
]
