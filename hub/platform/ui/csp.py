"""The content security policy every answer carries (read by django-csp).

Nothing inline is allowed but one line of govuk-frontend, which must run before the page is drawn and is named
by its hash. A test recomputes the hash from the template that holds the line.
"""

import base64
import hashlib

JS_ENABLED_LINE = (
    "document.body.className += ' js-enabled' + "
    "('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"
)
JS_ENABLED_HASH = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"

CONTENT_SECURITY_POLICY: dict[str, object] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", JS_ENABLED_HASH],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }
}


def hash_of(line: str) -> str:
    """Return the policy's source expression for one inline script."""
    digest = hashlib.sha256(line.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
