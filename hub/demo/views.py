"""The demo's own page: choose a person, take the tour, move the clock, start again. Only where HUB_DEMO is on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.demo import installing, people, tour
from hub.demo.selectors import open_work
from hub.platform import clock
from hub.platform.guard import from_anywhere
from hub.platform.identity.sessions import sign_in
from hub.platform.testing.cast import BY_KEY, find_cast

View = Callable[..., HttpResponse]
# The reference data ends long before; later dates would only break sums of days.
LAST_YEAR = 2050


def only_in_demo(view: View) -> View:
    """Answer 404 outside the demo, and open the view to all inside it."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.HUB_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    guarded.open_to_all = True  # type: ignore[attr-defined]
    guarded.__module__, guarded.__qualname__ = view.__module__, view.__qualname__
    return guarded


@only_in_demo
def start(request: HttpRequest) -> HttpResponse:
    """Show who one can be at this site, the tour, and the clock."""
    return page(request)


def page(request: HttpRequest, *, status: int = 200, fault: str = "", typed: str = "") -> HttpResponse:
    """Render the demo's page, with what was wrong with the clock's new time, if anything."""
    site = request.site  # type: ignore[attr-defined]
    now = clock.london(clock.now())
    context = {
        "people": people.faces(site, open_work()),
        "here": site,
        "sites": addresses(request),
        "stops": tour.STOPS,
        "now": now,
        "moments": [moment for moment in tour.MOMENTS if moment.at > now],
        "fault": fault,
        "typed": typed,
    }
    return render(request, "demo/start.html", context, status=status)


@csrf_exempt
@from_anywhere
@only_in_demo
@require_POST
def be(request: HttpRequest) -> HttpResponse:
    """Sign in as a person of the demo. There is no password to steal, so no token is asked for either."""
    member = BY_KEY.get(request.POST.get("person", ""))
    if member is None or not member.roles:
        return page(request, status=422, fault="Choose one of the people on this page.")
    if member.site != request.site:  # type: ignore[attr-defined]
        return page(request, status=422, fault=f"{member.name} signs in at the {member.site} site.")
    cast = find_cast(clock.now())
    logout(request)
    sign_in(request, cast.people[member.key], how="demo")
    return HttpResponseRedirect(safe_next(request))


def safe_next(request: HttpRequest) -> str:
    """Give the page of this site that the form names, else the first page."""
    wanted = request.POST.get("next", "/")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else "/"


@csrf_exempt
@only_in_demo
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock forward; the worker then does what is due by that time."""
    typed = request.POST.get("to", "") or request.POST.get("at", "")
    try:
        at = datetime.fromisoformat(typed)
        if at.year > LAST_YEAR:
            return page(
                request, status=422, fault=f"The demo ends with {LAST_YEAR}. Choose an earlier date.", typed=typed
            )
        clock.move_demo_to(at if at.tzinfo else at.replace(tzinfo=clock.LONDON))
    except clock.MovesBack as refused:
        return page(request, status=422, fault=str(refused), typed=typed)
    except ValueError:
        fault = "Write the date and time like 2026-12-01T09:00."
        return page(request, status=422, fault=fault, typed=typed)
    catch_up()
    return HttpResponseRedirect("/demo/")


def catch_up() -> None:
    """Do at once what fell due, so that nobody waits for the worker's next look."""
    from hub.platform.deadlines.runner import run_due

    run_due(at=clock.now())


@csrf_exempt
@only_in_demo
@require_POST
def begin_again(request: HttpRequest) -> HttpResponse:
    """Throw the demo's records away and make them anew; everybody is signed out."""
    from hub.demo.commands.demo import first_moment

    logout(request)
    installing.prepare(start=first_moment(), reset=True)
    return HttpResponseRedirect("/demo/")


@only_in_demo
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Show one stop of the tour, with the person to be and the page to open."""
    if not 1 <= number <= len(tour.STOPS):
        raise Http404
    one = tour.STOPS[number - 1]
    context = {"stop": one, "number": number, "stops": tour.STOPS, "sites": addresses(request), "here": request.site}  # type: ignore[attr-defined]
    return render(request, "demo/stop.html", context)


@only_in_demo
def finish(request: HttpRequest) -> HttpResponse:
    """Say what was seen and where to go from here."""
    return render(request, "demo/finish.html", {"stops": tour.STOPS, "sites": addresses(request)})


def addresses(request: HttpRequest) -> dict[str, str]:
    """Give the first address of each site, under the host name by which this one was reached."""
    host = request.get_host().rsplit(":", 1)[0]
    ports = {site: port for port, site in settings.HUB_SITE_PORTS.items()}
    return {site: f"http://{host}:{ports[site]}" for site in ports}
