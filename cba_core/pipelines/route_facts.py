"""A person's route as JSON and in words, for the command line and for reports."""

from typing import Any

from cba_core.domain.ids import tracklet_label
from cba_core.domain.routes import Leg, LegState, PersonRoute, Route, Sighting
from cba_core.domain.time_facts import time_json

Json = dict[str, Any]

NOT_COMPARED = "their clocks were not compared, so a clock may be wrong instead"


def route_json(found: PersonRoute) -> Json:
    """Stops in the order of time, the legs between them, and every flag, also in words."""
    route = found.route
    return {
        "stops": [_stop_json(one) for one in route.stops],
        "legs": [_leg_json(one, route) for one in route.legs],
        "conflicts": [_leg_json(one, route) for one in route.conflicts],
        "unanswered": [_leg_json(one, route) for one in route.unanswered],
        "untimed": [_stop_json(one) for one in route.untimed],
        "gone": [tracklet_label(one) for one in found.gone],
        "flags": route_flags(found),
    }


def route_flags(found: PersonRoute) -> list[str]:
    """What cannot be, what nobody said, and what has no time; impossible travel first."""
    route = found.route
    flags = [_conflict_text(one, route) for one in route.conflicts]
    flags += [
        f"At one moment: {_pair(one, route)} overlap by {one.together_s:.1f} s; nobody said "
        "whether these cameras see the same place"
        for one in route.unanswered
    ]
    flags += [
        f"Clocks not compared: the {one.gap_s:.1f} s between {_pair(one, route)} are what "
        "the recorders say"
        for one in route.unsure
        if not one.cannot_be
    ]
    asked = {
        tuple(sorted((route.stops[one.start].camera, route.stops[one.end].camera)))
        for one in route.legs
        if one.state is LegState.NOT_TOLD
    }
    flags += [f"Walking time not told: {first} and {second}" for first, second in sorted(asked)]
    flags += [f"Time unknown: {_named(one)} has no place in the order" for one in route.untimed]
    flags += [
        f"No more in the case: {tracklet_label(one)}, its footage was indexed anew"
        for one in found.gone
    ]
    return flags


def _conflict_text(leg: Leg, route: Route) -> str:
    if leg.state is LegState.TWO_PLACES:
        text = f"Two places at once: {_pair(leg, route)} overlap by {leg.together_s:.1f} s"
        text += "; these cameras are said to lie apart"
    else:
        text = f"Faster than walking: {_pair(leg, route)} lie {leg.gap_s:.1f} s apart"
        text += f"; the way takes {leg.needed_s:g} s at least"
    return text if leg.clocks_agree else f"{text}; {NOT_COMPARED}"


def _pair(leg: Leg, route: Route) -> str:
    return f"{_named(route.stops[leg.start])} and {_named(route.stops[leg.end])}"


def _named(stop: Sighting) -> str:
    return f"{tracklet_label(stop.tracklet)} ({stop.camera})"


def _stop_json(stop: Sighting) -> Json:
    return {
        "tracklet": tracklet_label(stop.tracklet),
        "camera": stop.camera,
        **time_json("start", stop.start, stop.time),
        **time_json("end", stop.end, stop.time),
    }


def _leg_json(leg: Leg, route: Route) -> Json:
    return {
        "from": tracklet_label(route.stops[leg.start].tracklet),
        "to": tracklet_label(route.stops[leg.end].tracklet),
        "gap_s": round(leg.gap_s, 3),
        "together_s": round(leg.together_s, 3),
        "needed_s": leg.needed_s,
        "state": leg.state.value,
        "clocks_agree": leg.clocks_agree,
    }
