"""The quality of the directory as a page for its owners in Antwerp, and as JSON."""
