"""What can be asked of `/hsds`: the parameters of HSDS 3.1 and of Open Referral UK.

`/hsds/services?postcode=2060&proximity=1500&per_page=20` becomes a `ServiceSearch`. A value that is
not as the standard says is a 400 that names the parameter.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_A_PAGE = 500
A_PAGE = 50
LONGEST = 200
FARTHEST_M = 100_000

Text = Annotated[str | None, Field(max_length=LONGEST)]


class Paging(BaseModel):
    """Which page, how long, and whether a page at all: `ndjson` gives everything, line by line."""

    model_config = ConfigDict(frozen=True)

    search: Text = None
    page: Annotated[int, Field(ge=1, le=10_000_000)] = 1
    per_page: Annotated[int | None, Field(ge=1, le=MOST_A_PAGE)] = None
    format: Literal["json", "ndjson"] = "json"


class Licensed(Paging):
    """`licence` names the licences that may be among the answers beside ours: "ODbL-1.0", or "all"."""

    licence: Text = None


class ServiceSearch(Licensed):
    """Which services. `proximity` is in metres from the middle of `postcode`."""

    taxonomy_term_id: Text = None
    taxonomy_id: Text = None
    organization_id: Text = None
    modified_after: Annotated[
        str | None, Field(max_length=40, examples=["2026-11-22T10:00:00+01:00"])
    ] = None
    postcode: Annotated[str | None, Field(max_length=20, examples=["2060"])] = None
    proximity: Annotated[int | None, Field(ge=1, le=FARTHEST_M)] = None
    minimal: bool = False
    full: bool = False


class OrganizationSearch(Licensed):
    """Which organisations."""

    taxonomy_term_id: Text = None
    taxonomy_id: Text = None
    full: bool = False
    full_service: bool = False


class TermSearch(Paging):
    """Which terms. `top_only` gives those without a parent."""

    taxonomy_id: Text = None
    parent_id: Text = None
    top_only: bool = False
