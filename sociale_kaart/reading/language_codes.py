"""Brings the ways to write a language down to one code: "ara", "AR" and "ar-MA" are "ar".

HSDS allows two and three letters (ISO 639-1 and -3), OpenStreetMap writes tags such as
`language:ti=yes` on a welcome desk in Borgerhout. Names of languages are for `cleaning/`.
"""

import re

from babel.core import get_global

from locales.languages import LANGUAGES

_CODE = re.compile(r"[a-z]{2,3}")
# What people write under one code here, though ISO 639-3 has one for each.
_TOGETHER = {"prs": "fa", "pes": "fa", "fas": "fa", "arb": "ar", "ary": "ar", "pbu": "ps",
             "pbt": "ps", "als": "sq", "aln": "sq"}  # fmt: skip


def language_code(written: str | None) -> str | None:
    """Two letters where the language has them, else three; None when it is no code at all."""
    code = re.split(r"[-_]", (written or "").strip().lower())[0]
    if not _CODE.fullmatch(code):
        return None
    if code in LANGUAGES:
        return code
    short = _TOGETHER.get(code) or str(get_global("language_aliases").get(code, code))
    return short.split("_")[0]
