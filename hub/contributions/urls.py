"""Included below /gui/."""

from django.urls import path

from hub.contributions import views
from hub.contributions.uploading import UploadsView, UploadView

app_name = "contributions"
urlpatterns = [
    path("", views.HandInView.as_view(), name="page"),
    path("tus/", UploadsView.as_view(), name="uploads"),
    path("tus/<uuid:pk>/", UploadView.as_view(), name="upload"),
    path("da-gui/", views.SentView.as_view(), name="sent"),
    path("da-gui/<int:pk>/", views.SubmissionView.as_view(), name="submission"),
    path("da-gui/<int:pk>/bien-nhan.pdf", views.ReceiptView.as_view(), name="receipt"),
    path("tep/<int:pk>/", views.OriginalView.as_view(), name="original"),
    path("goi-luu.zip", views.ArchiveView.as_view(), name="archive"),
    path("theo-doi/", views.OverviewView.as_view(), name="overview"),
]
