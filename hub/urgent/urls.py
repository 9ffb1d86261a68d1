"""Addresses in the CMS, below /cms/urgent/."""

from django.urls import path

from hub.urgent import capviews, slateviews, takedownviews, views

app_name = "urgent"
urlpatterns = [
    path("", views.overview_page, name="overview"),
    path("new/", views.write_page, name="new"),
    path("import/", capviews.import_page, name="import"),
    path("slate/", slateviews.slate_page, name="slate"),
    path("<int:pk>/", views.message_page, name="message"),
    path("<int:pk>/edit/", views.write_page, name="edit"),
    path("<int:pk>/draw/", views.draw_page, name="draw"),
    path("<int:pk>/recall/", views.recall_page, name="recall"),
    path("<int:pk>/cap.xml", capviews.export_page, name="cap"),
    path("takedown/<int:item>/", takedownviews.takedown_page, name="takedown"),
    path("takedown/<int:item>/live/", takedownviews.live, name="takedown_live"),
]
