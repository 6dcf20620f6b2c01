"""The addresses of signing in and out, of one's own account, and of the body itself."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.contrib.auth.views import LogoutView
from django.urls import path

from goldenthread.office.bodies import erasure_views, mailbox_views, people, token_views, views

#: Under the names by which the library finds them; what it offers besides is not served.
urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/second/", factors.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("account/", views.Account.as_view(), name="mfa_index"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/again/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/authenticator/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/authenticator/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/",
        views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/sign-ins/", sessions.list_usersessions, name="usersessions_list"),
    path("account/mail/", mailbox_views.mailbox, name="mailbox"),
    path("account/tokens/", token_views.tokens, name="tokens"),
    path("account/tokens/<slug:key>/revoke/", token_views.revoke, name="token-revoke"),
    path("body/", views.body, name="body"),
    path("erasures/", erasure_views.erasures, name="erasures"),
    path("erasures/ask/", erasure_views.ask, name="erasure-ask"),
    path("erasures/<int:number>/", erasure_views.erasure, name="erasure"),
    path("erasures/<int:number>/approve/", erasure_views.approve, name="erasure-approve"),
    path("erasures/<int:number>/decline/", erasure_views.decline, name="erasure-decline"),
    path("people/", people.people, name="people"),
    path("people.csv", people.people_table, name="people-csv"),
    path("people/add/", people.add, name="person-add"),
    path("people/<uuid:opaque>/", people.person, name="person"),
    path("people/<uuid:opaque>/close/", people.close, name="person-close"),
    path("people/<uuid:opaque>/password/", people.password, name="person-password"),
    path("people/<uuid:opaque>/tokens/<slug:key>/end/", people.end_token, name="person-token-end"),
]
