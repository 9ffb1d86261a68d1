"""Addresses in the CMS, below /cms/incidents/."""

from django.urls import path

from hub.incidents import views

app_name = "incidents"
urlpatterns = [
    path("", views.incidents_page, name="incidents"),
    path("alarm/", views.alarm_page, name="alarm"),
    path("plain/", views.plain_page, name="plain"),
    path("<int:pk>/", views.incident_page, name="incident"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/escalate/", views.escalate, name="escalate"),
    path("<int:pk>/notify/", views.notify, name="notify"),
    path("<int:pk>/cut-off/", views.cut_off, name="cut_off"),
    path("<int:pk>/slate/", views.slate, name="slate"),
    path("<int:pk>/evidence/", views.evidence, name="evidence"),
    path("<int:pk>/acknowledge/<int:notice>/", views.acknowledge, name="acknowledge"),
]
