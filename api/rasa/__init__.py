"""Rasa, reached over HTTP on the loopback interface and never trusted to be there."""
