"""Addresses in the CMS, below /cms/releases/."""

from django.urls import path

from hub.playout import views

app_name = "playout"
urlpatterns = [
    path("", views.releases_page, name="releases"),
    path("<int:pk>/", views.release_page, name="release"),
    path("<int:pk>/withdraw/", views.withdraw_page, name="withdraw"),
]
