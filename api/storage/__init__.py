"""Where conversations are kept: one store, SQLite or PostgreSQL, reached through `Store` only."""
