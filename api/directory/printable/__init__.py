"""Lists of addresses on paper: one district, one need, one language, for a counter in Antwerp."""
