"""Where requests come in: limits, errors, logs and headers that are the same for every route."""
