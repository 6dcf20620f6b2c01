"""Settings, all from the environment, safe by default.

GOLDENTHREAD_HOME holds database, key and files (default var/office);
DATABASE_URL names a PostgreSQL database to use instead of the file;
GOLDENTHREAD_HOSTS, GOLDENTHREAD_SECRET and GOLDENTHREAD_DEBUG do what they say;
GOLDENTHREAD_HTTPS=0 allows plain HTTP cookies, for loopback only;
GOLDENTHREAD_PROXIES says how many proxies of your own stand in front.
"""

import os
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from goldenthread.office.site.calendar import zone
from goldenthread.office.site.database import postgresql, sqlite
from goldenthread.office.site.logs import logging_settings
from goldenthread.office.site.mail import mail_settings

HOME = Path(os.environ.get("GOLDENTHREAD_HOME", "var/office")).resolve()


def _secret() -> str:
    """Return the secret from the environment, or the one kept in HOME, or a passing one."""
    if given := os.environ.get("GOLDENTHREAD_SECRET"):
        return given
    kept = HOME / "keys" / "secret"
    return kept.read_text() if kept.exists() else token_urlsafe(50)


SECRET_KEY = _secret()
DEBUG = os.environ.get("GOLDENTHREAD_DEBUG") == "1"
IS_DEMO = os.environ.get("GOLDENTHREAD_DEMO") == "1"
#: Roles that work only behind a second factor: who signs, who counts, who administers.
SECOND_FACTOR = frozenset({"leader", "statistician", "administrator"})
LOOPBACK = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = (LOOPBACK if IS_DEMO else os.environ.get("GOLDENTHREAD_HOSTS", LOOPBACK)).split(",")
HTTPS = os.environ.get("GOLDENTHREAD_HTTPS", "1") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "goldenthread.office.trail",
    "goldenthread.office.bodies",
    "goldenthread.office.records",
    "goldenthread.office.commitments",
    "goldenthread.office.indicators",
    "goldenthread.office.scorecards",
    "goldenthread.office.editions",
    "goldenthread.office.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "goldenthread.office.site.watching.Watching",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goldenthread.office.site.middleware.ContentSecurityPolicy",
    "goldenthread.office.site.middleware.NeverKept",
    "goldenthread.office.site.middleware.Refusals",
    "goldenthread.office.bodies.given_password.OwnPassword",
    "goldenthread.office.bodies.second_factor.SecondFactor",
]
ROOT_URLCONF = "goldenthread.office.site.urls"
WSGI_APPLICATION = "goldenthread.office.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.office.site.chrome.chrome",
            ],
            "builtins": [
                "goldenthread.office.site.templatetags.cards",
                "goldenthread.office.site.templatetags.fans",
                "goldenthread.office.site.templatetags.office",
                "goldenthread.office.site.templatetags.thread",
            ],
        },
    }
]
# A demo is made afresh each time, so it has a file of its own whatever DATABASE_URL says.
DATABASE_URL = "" if IS_DEMO else os.environ.get("DATABASE_URL", "")
DATABASES = {"default": postgresql(DATABASE_URL) if DATABASE_URL else sqlite(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "bodies.Person"
AUTHENTICATION_BACKENDS = [
    "goldenthread.office.site.loopback.LoopbackBackend"
    if IS_DEMO
    else "django.contrib.auth.backends.ModelBackend"
]
# Length, and not a word that everybody uses; no rule about signs, and no expiry.
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "goldenthread.office.site.passwords.WordsOfThePlace"}
] + [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["username"]}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "goldenthread.office.bodies.sign_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_ADAPTER = "goldenthread.office.bodies.sign_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Goldenthread"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Each address is counted by itself; behind proxies of your own, say how many stand in front.
PROXIES = int(os.environ.get("GOLDENTHREAD_PROXIES", "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
# The demo's people are invented and let in from this machine alone: there, and only there, no
# second factor is asked for, and the page for signing in says so.
SECOND_FACTOR_ROLES = frozenset() if IS_DEMO else SECOND_FACTOR

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
# A day ends when it ends where the body is.
TIME_ZONE = zone(os.environ.get("GOLDENTHREAD_ZONE", "UTC"))
USE_TZ = True
USE_I18N = True

TRAIL_KEY = HOME / "keys" / "log.key"
# Whose logs this office cosigns, and who cosigns its own: a C2SP tlog-policy.
TRAIL_NEIGHBOURS = HOME / "neighbours.policy"
# How long a backup is kept: until then it still holds what was erased.
BACKUP_DAYS = int(os.environ.get("GOLDENTHREAD_BACKUP_DAYS", "90"))
# How long the office may hold who somebody was after they have left.
RETENTION_DAYS = int(os.environ.get("GOLDENTHREAD_RETENTION_DAYS", "1095"))
# Whoever has this word may read the measures; without one nobody may.
METRICS_TOKEN = os.environ.get("GOLDENTHREAD_METRICS", "")
# Errors alone or, with "json", a line for each request as well.
LOGGING = logging_settings(os.environ.get("GOLDENTHREAD_LOG", ""))
# Letters to those who follow and those who are reminded: a mail server, whose letters they are,
# and where the site is found; without a server they go into files.
MAIL = os.environ.get("GOLDENTHREAD_MAIL", "")
DEFAULT_FROM_EMAIL = os.environ.get("GOLDENTHREAD_MAIL_FROM", "")
SITE_ADDRESS = os.environ.get("GOLDENTHREAD_ADDRESS", "").rstrip("/")
CAN_MAIL = all((MAIL, DEFAULT_FROM_EMAIL, SITE_ADDRESS))
MAIL_FOLDER = HOME / "mail"
vars().update(mail_settings(MAIL, folder=MAIL_FOLDER))
MAX_DOCUMENT_BYTES = 5_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# A browser takes a cookie of such a name from this very host alone, and over HTTPS.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-form" if HTTPS else "form"
# A working day: then everybody signs in again.
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Your own proxy says whether a request came over HTTPS; without one nobody is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES and HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "goldenthread.office.site.views.stale_form"
# Named and shaped as in Django 6; until then our own middleware sends it.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "connect-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SILENCED_SYSTEM_CHECKS: list[str] = []
