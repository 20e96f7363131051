"""What the formats in `sources/` share: safe HTTP, large JSON files, HSDS, mapping files.

A reader of Open Referral UK and a reader of an HSDS file both meet the "service at a location" of a
welcome desk in Deurne; what that means in our fields is written once, in `reading/hsds.py`.
"""


class ReadError(ValueError):
    """A source that cannot be read (any further). The text says why, without a record's content."""
