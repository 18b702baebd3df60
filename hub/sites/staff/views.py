"""The staff site's own pages: help, contact and the notices the law asks for."""

from hub.sites.notices import NoticeView, notice_urls


class StaffNoticeView(NoticeView):
    """A notice of the staff site."""

    site = "staff"


notices = notice_urls(StaffNoticeView)
