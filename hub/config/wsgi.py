"""The WSGI entry point for all three sites."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.config.settings.dev")
application = get_wsgi_application()
