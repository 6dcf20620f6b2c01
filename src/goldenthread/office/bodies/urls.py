"""The addresses of signing in and out, and of the body itself."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from goldenthread.office.bodies import views

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="bodies/sign_in.html"), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("body/", views.body, name="body"),
]
