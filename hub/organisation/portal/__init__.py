"""What a supplier's people see of their organisation, and what they do. Plain values leave; no record does.

``profile``: details and reusable answers; later packages ask its ``answers_for`` what a profile said on a day.
``people``: who belongs to it. ``joining``: how others come in.
"""

from hub.organisation.portal.profile import ProfileAnswer, answers_for

__all__ = ["ProfileAnswer", "answers_for"]
