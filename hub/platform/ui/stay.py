"""The one press that keeps a session going: any request counts as use, so this one does nothing else."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Answer 204 while somebody is signed in, and 403 when it is too late."""
    signed_in = request.actor.person_id is not None  # type: ignore[attr-defined]
    return HttpResponse(status=204 if signed_in else 403)


stay.open_to_all = True  # type: ignore[attr-defined]
