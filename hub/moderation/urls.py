"""Addresses in the CMS, below /cms/moderation/."""

from django.urls import path

from hub.moderation import views

app_name = "moderation"
urlpatterns = [
    path("waiting/", views.waiting_page, name="waiting"),
    path("sent/", views.sent_page, name="sent"),
    path("notices/", views.notices_page, name="notices"),
    path("local/", views.local_page, name="local"),
    path("local/<int:pk>/seen/", views.seen_page, name="seen"),
    path("local/<int:pk>/ask/", views.ask_page, name="ask"),
    path("items/<int:pk>/", views.process_page, name="process"),
    path("items/<int:pk>/takedown/", views.takedown_page, name="takedown"),
]
