"""Who can do what: pick an act, a value and a day; see who may, by which role and rule."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from hub.platform.act_table import all_acts, get_act
from hub.platform.identity import selectors, who
from hub.platform.identity.forms import WhoCanForm
from hub.platform.identity.roles import STAFF_ROLES, Role
from hub.platform.tenancy.selectors import authorities_for
from hub.platform.ui.views import PageView


class WhoCanView(PageView):
    """The page."""

    reads = STAFF_ROLES
    template_name = "identity/who_can.html"
    title = "Who can?"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the question in the address, if there is one."""
        offered = [act for act in all_acts() if act.holders & STAFF_ROLES]
        form = WhoCanForm(request.GET or None, acts=offered, at=self.at)
        if not request.GET or not form.is_valid():
            return self.page(200 if not request.GET else 422, form=form)
        act, on = get_act(form.cleaned_data["act"]), form.cleaned_data["on"] or form.today
        data = form.cleaned_data
        answers = [self.answer(act, authority, on, data) for authority in authorities_for(self.actor)]
        return self.page(form=form, act=act, on=on, answers=answers)

    def answer(self, act: Any, authority: Any, on: Any, data: dict[str, Any]) -> dict[str, Any]:
        """Give the holders at one authority with their roles and deputies."""
        rows = [
            {
                "person": person,
                "roles": [label for role, label in who.roles_with_dates(person, authority, act, on)],
                "deputies": selectors.deputies_of(person, on),
            }
            for person in selectors.holders(act, authority, on)
        ]
        route = who.route_to(act, authority, value=data["value"], value_inc=data["value_inc"], on=on)
        held_by = sorted(role.label for role in act.holders if role is not Role.SYSTEM)
        return {"authority": authority, "rows": rows, "route": route, "held_by": held_by}
