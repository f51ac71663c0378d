"""What holds for every test."""

from hypothesis import settings

# a machine under load is no fault of the code; the time limit of pytest still ends what hangs
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
