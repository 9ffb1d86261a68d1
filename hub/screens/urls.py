"""Included at the root of the hub, before the pages of the CMS."""

from django.urls import path
from django.views.generic import RedirectView

from hub.content.queries import PUBLIC_FOLDER
from hub.screens import views
from hub.screens.item import item_page

app_name = "screens"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="screens:wall"), name="home"),
    path("screens/", views.wall_page, name="wall"),
    path("screens/wall.json", views.wall_document, name="wall_document"),
    path(
        "screens/players/<slug:cluster>/<slug:canvas>.jpg",
        views.player_picture,
        name="picture",
    ),
    path(f"{PUBLIC_FOLDER}/<uuid:key>/", item_page, name="item"),
    path("screens/fonts/<str:name>", views.font, name="font"),
]
