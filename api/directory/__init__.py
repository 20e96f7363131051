"""The directory for apps and desks: places, needs and languages, without a conversation."""
