"""Help, contact and the notices the law asks for, on each site. What they say is dated here."""

from datetime import date
from typing import Any, ClassVar

from django.urls import URLPattern, path
from django.views.generic import TemplateView

PREPARED_ON = date(2026, 11, 23)
REVIEWED_ON = date(2026, 11, 23)
TESTED_ON = date(2026, 11, 23)
REVIEW_BY = date(2027, 11, 23)

SITE_NAMES = {
    "staff": "Procurement Hub for staff",
    "supplier": "Procurement Hub for suppliers",
    "public": "Contracts and spending",
}


class NoticeView(TemplateView):
    """A page everybody may read, signed in or not."""

    open_to_all: ClassVar[bool] = True
    site: ClassVar[str]
    page: str = ""

    def get_template_names(self) -> list[str]:
        """Prefer the site's own page over the shared one."""
        return [f"{self.site}/notices/{self.page}.html", f"ui/notices/{self.page}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the site's name and the dates of the notices."""
        dates = {"prepared": PREPARED_ON, "reviewed": REVIEWED_ON, "tested": TESTED_ON, "review_by": REVIEW_BY}
        return super().get_context_data(**kwargs) | {"site_name": SITE_NAMES[self.site], **dates}


def notice_urls(view: type[NoticeView]) -> list[URLPattern]:
    """Return the addresses of a site's help, contact and notices."""
    pages = ("help", "accessibility", "privacy", "cookies", "contact")
    return [path(f"{page}/", view.as_view(page=page), name=page) for page in pages]
