"""The one settings module: every installation differs only by its environment (``config/env.py``)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from tarazy.config import env
from tarazy.config.databases import database_settings

ENV = env.read()
HERE = Path(__file__).resolve().parent
HOME = ENV.home

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = sorted({ENV.public_host, ENV.content_host, "localhost", "127.0.0.1"})
CSRF_TRUSTED_ORIGINS = [ENV.public_url]
ROOT_URLCONF = "tarazy.config.urls"
WSGI_APPLICATION = "tarazy.config.wsgi.application"

# Rooms, from the ground floor up.
ROOMS = [
    "tarazy.base",
    "tarazy.accounts",
    "tarazy.country",
    "tarazy.people",
    "tarazy.methodology",
    "tarazy.fieldwork",
    "tarazy.analysis",
    "tarazy.site",
    "tarazy.demonstration",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rules",
    "django_tasks",
    "django_tasks_db",
    *ROOMS,
    "allauth",  # after the rooms, whose templates come first
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tarazy.base.ui.errors.MaintenanceMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tarazy.base.security.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tarazy.accounts.middleware.SignInMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "tarazy.base.ui.jinja.Templates",
        "NAME": "jinja",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "tarazy.base.ui.jinja.environment",
            "context_processors": [
                "tarazy.base.ui.context.shell",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "tarazy.base.ui.forms.Renderer"

DATABASES = {"default": database_settings(ENV.database_url, ENV.home)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Counters of attempts and used codes: every process and web node must see the same ones. Keys are keyed hashes, so that
# no network address lies in the database. What may be kept per process goes to "memory".
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempts",
        "KEY_FUNCTION": "tarazy.accounts.attempts.hashed_key",
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:account"
LOGOUT_REDIRECT_URL = "account_login"

# Passwords and sign-in (docs/decisions/0030 to 0034).
PASSWORD_HASHERS = ["tarazy.accounts.hashers.ModestArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 4
# How long a sign-in may lie unused and last at all; the strict pair is for those who must use a second factor.
SIGN_IN_IDLE = timedelta(minutes=ENV.idle_minutes)
SIGN_IN_IDLE_STRICT = timedelta(minutes=ENV.idle_minutes_strict)
SIGN_IN_WHOLE = timedelta(hours=ENV.sign_in_hours)
SIGN_IN_WHOLE_STRICT = timedelta(hours=ENV.sign_in_hours_strict)
LEAVE_URL = ENV.leave_url  # where "leave quickly" goes; empty: a neutral page of our own
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
ACCOUNT_ADAPTER = "tarazy.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False  # the cookie ends with the browser
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 10
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a course of forty behind one address signs in at nine o'clock
    "signup": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/h/key",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_ADAPTER = "tarazy.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tarazy"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks are up to half a minute off
ACCOUNT_FORMS = {
    "login": "tarazy.accounts.forms.SignInForm",
    "reset_password": "tarazy.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "tarazy.accounts.forms.ResetPasswordForm",
    "change_password": "tarazy.accounts.forms.ChangePasswordForm",
    "reauthenticate": "tarazy.accounts.forms.PasswordAgainForm",
}
MFA_FORMS = {
    "activate_totp": "tarazy.accounts.forms.AppForm",
    "add_webauthn": "tarazy.accounts.forms.PasskeyForm",
    "edit_webauthn": "tarazy.accounts.forms.RenamePasskeyForm",
    "authenticate": "tarazy.accounts.forms.CodeForm",
    "reauthenticate": "tarazy.accounts.forms.CodeAgainForm",
}

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ENV.home / "static"
STORAGES = {
    "default": {
        "BACKEND": "tarazy.base.files.storage.DurableStorage",
        "OPTIONS": {
            "location": ENV.home / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
COOKIE_PREFIX = "__Host-" if ENV.is_https else ""  # browsers then refuse one that another host or path set
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}tarazy-session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}tarazy-csrf"
LANGUAGE_COOKIE_NAME = "tarazy-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tarazy.base.ui.errors.form_expired"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if ENV.is_https:  # a proxy in front speaks TLS and says so
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tarazy.base.logs.RedactingFormatter",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
