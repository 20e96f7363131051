"""Measured figures of the running service, printed by `make bench`."""
