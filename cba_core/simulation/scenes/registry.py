"""The scenes by name."""

from cba_core.simulation.scenes.car_park import car_park
from cba_core.simulation.scenes.corridor import corridor
from cba_core.simulation.scenes.scene import Scene, SceneName
from cba_core.simulation.scenes.station import station
from cba_core.simulation.scenes.street import street


def scene(name: SceneName) -> Scene:
    """The scene of a name."""
    return {
        SceneName.STREET: street,
        SceneName.STATION: station,
        SceneName.CAR_PARK: car_park,
        SceneName.CORRIDOR: corridor,
    }[name]()
