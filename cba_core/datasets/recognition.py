"""Which data set a folder holds."""

from pathlib import Path

from cba_core.datasets.bupt_campus import INDEX_FILE as BUPT_INDEX
from cba_core.datasets.bupt_campus import read_bupt_campus
from cba_core.datasets.hitsz_vcm import INDEX_FILE as HITSZ_INDEX
from cba_core.datasets.hitsz_vcm import index_folder, read_hitsz_vcm
from cba_core.datasets.index_lines import DataSetError
from cba_core.datasets.tracklet_folder import is_tracklet_folder, read_tracklet_folder
from cba_core.domain.learning import Benchmark, TrackletSource


def read_dataset(path: Path) -> Benchmark | TrackletSource:
    """Read whichever data set lies at `path`; a folder of tracklets has no division.

    Raises:
        DataSetError: there is none, or it cannot be read.
    """
    if not path.is_dir():
        raise DataSetError(f"{path} is no folder", "Give the folder in which the data set lies.")
    if (path / BUPT_INDEX).is_file():
        return read_bupt_campus(path)
    if index_folder(path) is not None:
        return read_hitsz_vcm(path)
    if is_tracklet_folder(path):
        return read_tracklet_folder(path)
    raise DataSetError(
        f"{path} holds no data set: there is no {BUPT_INDEX} (BUPTCampus), no {HITSZ_INDEX} there, "
        "in info/ or in data/ (HITSZ-VCM), and no folder visible or infrared (tracklets)",
        "Give the folder that holds one of these, not one above or below it.",
    )
