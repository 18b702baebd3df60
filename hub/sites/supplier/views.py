"""The supplier site's own pages: help, contact and the notices the law asks for."""

from hub.sites.explained import explained_urls
from hub.sites.notices import NoticeView, notice_urls


class SupplierNoticeView(NoticeView):
    """A notice of the supplier site."""

    site = "supplier"


notices = [*notice_urls(SupplierNoticeView), *explained_urls(SupplierNoticeView)]
