"""The service people talk to: HTTP for the page, apps and desks in Antwerp.

A message "voedselpakket in 2060" is stored, answered by Rasa or without it, and read back in the
person's language. `api.app` serves, `api.wiring` builds, `docs/architecture.md` tells the whole way.
"""
