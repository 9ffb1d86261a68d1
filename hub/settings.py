"""All settings of the hub. The only place that reads the environment.

It runs on checkout with nothing set. With DEBUG off it refuses what is unsafe. Every
variable is read by `env`: search for it to see them all, with their defaults.
"""

import mimetypes
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from hub.lib.environment import Environment, refusal

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# --- Where it runs -------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=True)
# The demo province: its accounts are let in from this machine only.
DEMO = env.flag("DEMO", default=False)
DEV_SECRET_KEY = "only-for-trying-out-on-ones-own-machine-never-in-production"
SECRET_KEY = env.secret("SECRET_KEY", DEV_SECRET_KEY, strict=not DEBUG)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
if not ALLOWED_HOSTS:
    raise refusal(
        "ALLOWED_HOSTS", "with DEBUG off it must be set", "write the hub's host names"
    )
if DEMO and not DEBUG:
    raise refusal("DEMO", "demo accounts have known passwords", "write DEMO=off")
# Without it a password alone opens the CMS. Only the demo may do so.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not DEMO)
if not (SECOND_FACTOR or DEMO):
    raise refusal(
        "SECOND_FACTOR", "only the demo goes without it", "write SECOND_FACTOR=on"
    )

DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")
MEDIA_ROOT = env.folder("MEDIA_ROOT", DATA_DIR / "media")
# What agencies handed in, as it came. Nothing serves this folder to the public.
PRIVATE_DIR = env.folder("PRIVATE_DIR", DATA_DIR / "private")
THEMES_DIR = env.folder("THEMES_DIR", BASE_DIR / "themes")
LOOPS_DIR = env.folder("LOOPS_DIR", DATA_DIR / "loops")
# Repositories that players read, and their online keys (`release.places`).
RELEASES_DIR = env.folder("RELEASES_DIR", DATA_DIR / "releases")
# A bucket that players read instead, s3://bucket/folder?endpoint_url=…: it is kept in step
# with RELEASES_DIR, which stays the master (`release.bucket`). Empty: none.
RELEASES_URL = env.text("RELEASES_URL")
# Where the signing process listens. Without it all runs, and nothing can be approved.
SIGNER_SOCKET = env.text(
    "SIGNER_SOCKET", str(RELEASES_DIR / "signer.socket") if DEMO else ""
)
PORT = env.number("PORT", 8000)
HUB_BASE_URL = env.address("HUB_BASE_URL", f"http://127.0.0.1:{PORT}")
RENDERER_URL = env.address("RENDERER_URL", f"http://127.0.0.1:{PORT + 1}")

# --- What it is made of --------------------------------------------------------------

INSTALLED_APPS = [
    "hub.demo",
    "hub.planner",
    "hub.screens",
    "hub.devices",
    "hub.graphql",
    "hub.contributions",
    "hub.adapters",
    "hub.urgent",
    "hub.importing",
    "hub.incidents",
    "hub.asrun",
    "hub.playout",
    "hub.programmes",
    "hub.accounts",
    "hub.moderation",
    "hub.rights",
    "hub.content",
    "hub.terms",
    "hub.players",
    "hub.media",
    "hub.displays",
    "hub.agencies",
    "hub.audit",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",  # not used, but the admin's frame asks for it
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "allauth.usersessions",
    "allauth.mfa",
    "allauth.account",
    "allauth",
    "axes",
    "django.contrib.humanize",
    "crontask",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "hub.devices.middleware.SameForAllMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hub.demo.middleware.DemoAccountsMiddleware",
    "hub.rights.middleware.SettleRightsMiddleware",
    "hub.rights.middleware.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hub.accounts.middleware.GateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Wagtail's templates with what they leave in English put right.
            "loaders": [
                ("django.template.loaders.cached.Loader", ["hub.lib.mended.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- What it keeps -------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR / "hub.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    INSTALLED_APPS.append("django.contrib.postgres")
# "immediate" does a task where it is asked for: for tests and for one-off commands.
TASKS_IN = env.choice("TASKS_IN", "database", ["database", "immediate"])
TASKS = {
    "default": {
        "BACKEND": {
            "database": "django_tasks_db.DatabaseBackend",
            "immediate": "django.tasks.backends.immediate.ImmediateBackend",
        }[TASKS_IN]
    }
}
# smtp://user:password@host:587 (smtps:// for TLS from the start); empty: on the console,
# in the demo as files.
MAILERS = {"default": env.mailer("MAIL_URL", DATA_DIR / "mails" if DEMO else None)}
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "thong-tin-doi-ngoai@localhost")

# --- Files ---------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
# On one's own machine files are served where they lie, without a collecting step.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
mimetypes.add_type("audio/x-mpegurl", ".m3u")

# --- Languages and time --------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("zh-hans", "简体中文")]
# Our own words first, then what Wagtail and allauth leave untranslated.
LOCALE_PATHS = [
    BASE_DIR / "hub" / "locale",
    BASE_DIR / "hub" / "locale" / "wagtail",
    BASE_DIR / "hub" / "locale" / "allauth",
]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = "hub.lib.formats"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES[:2]
# A translation is a page of its own with its own approval. "Synced" mode has an editor
# that can publish but not submit for approval.
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
# Otherwise translating a live page puts untranslated words live at once.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- Wagtail -------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Thông tin đối ngoại"
WAGTAILADMIN_BASE_URL = HUB_BASE_URL
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Finds Hà Nội for "ha noi", on either database.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "hub.lib.search.backend"}}
# Nothing on these screens is fetched from, or told to, anybody outside.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "hub_media.HubImage"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.number("PICTURE_MAX_MB", 40) * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.number("PICTURE_MAX_MPX", 50) * 1_000_000
CLIP_MAX_BYTES = env.number("CLIP_MAX_MB", 2000) * 1024 * 1024
# What the check of one clip may take; it runs in a program of its own.
CLIP_CHECK_MINUTES = env.number("CLIP_CHECK_MINUTES", 60)
CLIP_CHECK_MEMORY_MB = env.number("CLIP_CHECK_MEMORY_MB", 3000)
# How often a worker looks whether a clip that waits was left by one that was killed.
CLIP_TEND_SECONDS = env.number("CLIP_TEND_SECONDS", 60)
# Where the province judges otherwise than broadcasters do: names and values of
# `hub.media.sandbox.answers.Thresholds`.
CLIP_THRESHOLDS: dict[str, float] = {}
# What may be imported at once; unpacked, and with the workbook unpacked too.
IMPORT_DIR = env.folder("IMPORT_DIR", DATA_DIR / "importing")
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_MB", 4000) * 1024 * 1024
IMPORT_MAX_SHEET_BYTES = 30 * 1024 * 1024
IMPORT_MAX_FILES = 1000
IMPORT_MAX_ROWS = 500
WAGTAILIMAGES_IMAGE_FORM_BASE = "hub.media.views.ImageForm"
WAGTAILMEDIA = {
    "MEDIA_FORM_BASE": "hub.media.views.MediaForm",
    "MEDIA_MODEL": "hub_media.HubMedia",
    "AUDIO_EXTENSIONS": ["mp3", "wav", "m4a", "ogg"],
    "VIDEO_EXTENSIONS": ["mp4", "mov", "m4v", "webm", "mkv", "mpg"],
}
# What agencies hand in, in pieces that can be sent on after a break.
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_MB", 5120) * 1024 * 1024
UPLOAD_KEEP_DAYS = env.number("UPLOAD_KEEP_DAYS", 7)
# Left free on the disk whatever is uploaded.
UPLOAD_SPARE_BYTES = env.number("UPLOAD_SPARE_MB", 1000) * 1024 * 1024
# Days of the month on which the press is reminded of Đ12.2.
CONTRIBUTION_REMINDER_DAYS = [
    int(day) for day in env.words("CONTRIBUTION_REMINDER_DAYS", "15,19")
]
# What was shown is kept so long, whatever becomes of the items (Đ7.3).
AS_RUN_KEEP_YEARS = env.number("AS_RUN_KEEP_YEARS", 5)
if AS_RUN_KEEP_YEARS < 5:
    raise refusal(
        "AS_RUN_KEEP_YEARS", "the as-run log is kept for five years", "write 5 or more"
    )
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a programme of 60 slots sends many fields

# --- Who may come in -----------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    *(
        {"NAME": name}
        for name in (
            "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
            "django.contrib.auth.password_validation.CommonPasswordValidator",
            "django.contrib.auth.password_validation.NumericPasswordValidator",
            "hub.accounts.validators.LocalWordsValidator",
        )
    ),
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
# The door is allauth's; Wagtail's own are shut (`hub.accounts.urls`).
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
ACCOUNT_ADAPTER = "hub.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "hub.demo.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
MFA_ADAPTER = "hub.accounts.adapters.MFAAdapter"
MFA_FORMS = {"add_webauthn": "hub.accounts.forms.AddKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
# How many proxies of ours hand requests on: so far is X-Forwarded-For believed.
PROXY_COUNT = int(env.choice("PROXY_COUNT", "0", ["0", "1", "2", "3"]))
LOCK_MINUTES = env.number("LOCK_MINUTES", 15)
AXES_FAILURE_LIMIT = env.number("LOGIN_FAILURES", 5)
AXES_COOLOFF_TIME = timedelta(minutes=LOCK_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "hub.accounts.addresses.address_of"
AXES_USERNAME_CALLABLE = "hub.accounts.addresses.name_tried"
AXES_LOCKOUT_CALLABLE = "hub.accounts.views.signing.locked_page"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # the system log knows more
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# A session ends after so long without a sign of life, and after a working day anyway.
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 60)
SESSION_COOKIE_AGE = 12 * 60 * 60
BEHIND_TLS = HUB_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_TRUSTED_ORIGINS = [HUB_BASE_URL]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS  # on one's own machine
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "SAMEORIGIN"  # the page editor shows its preview in a frame

# --- What it says --------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Two lines for each of dozens of index updates, one for each look at the clock and
    # for each file that a player asks for before it is there: only what went wrong.
    "loggers": {
        "django.tasks": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "apscheduler": {"level": "WARNING"},
        "tuf": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
