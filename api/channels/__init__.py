"""The ways in: what a conversation says it comes from, and what runs in this project.

`web` is the page in a browser, `app` a city app, `desk` a receptionist in Hoboken asking for
somebody, `terminal` is `wegwijs chat`.
"""

CHANNELS: tuple[str, ...] = ("web", "app", "desk", "terminal")
"""The registry: a conversation is started with one of these, the first when none is given."""
