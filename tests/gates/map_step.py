"""The embedding map in the driven journey: drawn, gone through by keys, led on to Search."""

from typing import Any

from app.views.places import SEARCH
from tests.gates.driver import Camera, Hand, StallWatch, Steps, Waiting, pause

DRAWING_S = 120.0


def look_at_map(page: Any, hand: Hand, camera: Camera, watch: StallWatch) -> Steps:
    """From Models, where the case has learnt; ends in Search."""
    models = page.models
    watch.begin("map: draw")
    yield from hand.turn_wheel(models.comparison, 40)
    yield from hand.click(models.map.draw_button)
    yield Waiting("the map", models.map.plot.isVisible, DRAWING_S)
    yield from pause(0.3)
    watch.begin("map: go through")
    yield from hand.keys("Home", "Right", "Down", "Right")
    yield Waiting("who it is", lambda: models.map.tracklet is not None)
    wanted = models.map.map.tracklet_ids[models.map.plot.chosen]
    yield Waiting("pictures of them", lambda: len(models.map.strip.pictures) > 0)
    yield from camera.take("map")
    yield from hand.keys("Return")
    yield Waiting("Search", lambda: page.place == SEARCH)
    yield Waiting(
        "the candidates of the mark",
        lambda: page.search.candidates.key == (wanted,) and page.search.candidates.result,
    )
