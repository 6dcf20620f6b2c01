"""The app's name for Django."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Bodies, departments and people, and the one table of who may do what."""

    name = "goldenthread.office.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep no note of when people sign in, but whether their password is one they were given.

        Promises are watched, never people.
        """
        from django.contrib.auth.signals import user_logged_in

        from goldenthread.office.bodies.given_password import remember

        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(remember, dispatch_uid="given_password")
