"""The one settings module: every installation differs only by its environment (``config/env.py``)."""

from __future__ import annotations

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *ROOMS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tarazy.base.ui.policy.ContentPolicyMiddleware",
    "tarazy.base.ui.errors.MaintenanceMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
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
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "tarazy.base.ui.jinja.Templates",
        "NAME": "jinja",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "tarazy.base.ui.jinja.environment",
            "context_processors": ["tarazy.base.ui.context.shell"],
        },
    }
]
FORM_RENDERER = "tarazy.base.ui.forms.Renderer"

DATABASES = {"default": database_settings(ENV.database_url, ENV.home)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"

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
SESSION_COOKIE_NAME = "tarazy-session"
CSRF_COOKIE_NAME = "tarazy-csrf"
LANGUAGE_COOKIE_NAME = "tarazy-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tarazy.base.ui.errors.form_expired"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
