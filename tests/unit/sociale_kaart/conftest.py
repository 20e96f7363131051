"""Property tests here have no time limit per example: other work on the machine is no fault."""

from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
