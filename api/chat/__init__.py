"""Conversations: starting one, saying something, reading along, and being forgotten."""
