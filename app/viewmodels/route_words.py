"""How a route is put into words: its ways, and everything that speaks against them."""

from PySide6.QtCore import QCoreApplication

from app.viewmodels.numbers import number_text
from app.viewmodels.wording import duration_text
from cba_core.domain.ids import tracklet_label
from cba_core.domain.routes import Leg, LegState, PersonRoute, Route, Sighting
from cba_core.domain.time_facts import TimeBasis

translate = QCoreApplication.translate

_SHORT_S = 60
"""Below it a duration has tenths of a second."""


def short_flag(leg: Leg) -> str:
    """What stands beside a way that cannot be; empty where it can."""
    if leg.state is LegState.TWO_PLACES:
        return translate("route", "Two places at once")
    if leg.state is LegState.TOO_FAST:
        return translate("route", "Faster than walking")
    return ""


def seconds_text(seconds: float) -> str:
    """`6.4 s`, `4 min 10 s`."""
    if seconds < _SHORT_S:
        return translate("route", "{seconds} s").format(seconds=number_text(seconds, places=1))
    return duration_text(seconds)


def needed_text(leg: Leg) -> str:
    """The walking time as it was entered."""
    seconds = leg.needed_s or 0.0
    if seconds < _SHORT_S:
        return translate("route", "{seconds} s").format(seconds=number_text(seconds, digits=6))
    return duration_text(seconds)


def leg_text(leg: Leg) -> str:
    """The way from the stop before, in a cell."""
    if leg.state is LegState.TWO_PLACES:
        text = translate("route", "{flag}: together for {time}").format(
            flag=short_flag(leg), time=seconds_text(leg.together_s)
        )
    elif leg.state is LegState.TOO_FAST:
        text = translate("route", "{flag}: {time}, at least {needed} needed").format(
            flag=short_flag(leg),
            time=seconds_text(leg.gap_s),
            needed=needed_text(leg),
        )
    elif leg.gap_s <= 0:
        text = translate("route", "at the same time")
    else:
        text = translate("route", "{time} later").format(time=seconds_text(leg.gap_s))
    if leg.state is LegState.NOT_TOLD:
        text = translate("route", "{way}; walking time not told").format(way=text)
    if not (leg.clocks_agree or leg.cannot_be):
        text = translate("route", "{way}; clocks not compared").format(way=text)
    return text


def basis_text(stop: Sighting) -> str:
    """What the times of a stop rest on."""
    if not stop.is_timed:
        return translate("route", "no time")
    return {
        TimeBasis.CORRECTED: translate("route", "clock corrected"),
        TimeBasis.TOLD: translate("route", "clock not compared"),
    }.get(stop.time.basis, translate("route", "no time"))


def flag_texts(found: PersonRoute) -> list[str]:
    """Everything that speaks against a route or leaves it open; impossible travel first."""
    route = found.route
    texts = [_conflict_text(one, route) for one in route.conflicts]
    texts += [
        translate("route", "At one moment: {stops}. Nobody said whether these cameras see the "
                  "same place.").format(stops=_pair(one, route))
        for one in route.unanswered
    ]  # fmt: skip
    pairs = {
        tuple(sorted((route.stops[one.start].camera, route.stops[one.end].camera)))
        for one in route.legs
        if one.state is LegState.NOT_TOLD
    }
    texts += [
        translate("route", "Walking time not told: {first} and {second}.").format(
            first=first, second=second
        )
        for first, second in sorted(pairs)
    ]
    if any(not one.cannot_be for one in route.unsure):
        texts.append(
            translate("route", "Clocks not compared: some times between cameras are what the "
                      "recorders say, no more.")
        )  # fmt: skip
    texts += [
        translate("route", "Time unknown: {stop} has no place in the order.").format(
            stop=_named(one)
        )
        for one in route.untimed
    ]
    texts += [
        translate("route", "No more in the case: {label}; its footage was indexed anew.").format(
            label=tracklet_label(one)
        )
        for one in found.gone
    ]
    return texts


def _conflict_text(leg: Leg, route: Route) -> str:
    if leg.state is LegState.TWO_PLACES:
        text = translate("route", "{flag}: {stops}, together for {time}.").format(
            flag=short_flag(leg), stops=_pair(leg, route), time=seconds_text(leg.together_s)
        )
    else:
        text = translate(
            "route", "{flag}: {stops}, {time} between them, at least {needed} needed."
        ).format(
            flag=short_flag(leg),
            stops=_pair(leg, route),
            time=seconds_text(leg.gap_s),
            needed=needed_text(leg),
        )
    if leg.clocks_agree:
        return text
    return translate("route", "{flag} Their clocks were not compared: a clock may be wrong "
                     "instead.").format(flag=text)  # fmt: skip


def _pair(leg: Leg, route: Route) -> str:
    return translate("route", "stops {first} and {second} ({cameras})").format(
        first=leg.start + 1,
        second=leg.end + 1,
        cameras=f"{route.stops[leg.start].camera}, {route.stops[leg.end].camera}",
    )


def _named(stop: Sighting) -> str:
    return f"{tracklet_label(stop.tracklet)} ({stop.camera})"
