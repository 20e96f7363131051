"""Small words around place names, in the languages people write to us in.

"bij het station" has a cue before the name, "şehir merkezinde" carries one, "Deurne'ye" and "بدورن"
wear one as an ending or a prefix, and "2018'de geldim" is about a year. All are folded.
"""

from locales.folding import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


BEFORE = _folded(
    """
    in bij te naar nabij rond rondom omgeving buurt buurt_van op aan vanuit van uit richting vlakbij
    dichtbij woon tot langs tegenover achter
    near at on around from to close by towards next behind
    a au aux pres de du vers dans sur autour depuis chez quartier
    en cerca desde hacia junto al del zona barrio
    yakin yakini
    w we na kolo blisko przy obok okolicy niedaleko do z
    в во у на возле около рядом недалеко до из к біля коло поруч поблизу з із від
    край близо към от
    in la langa aproape din spre
    em no perto do da junto
    ne te prane afer nga tek
    ku agteeda jooga meel
    f fi fel 9rib 7da
    في قرب بالقرب جنب حدا عند من الى ناحية منطقة حي بجانب قريب ب حدود على قدام
    در نزدیک به از کنار حوالی
    په نږدې څخه ته
    میں قریب پاس سے
    ኣብ ጥቓ ካብ ናብ ከባቢ
    """
)
"""Words that come before a place."""

AFTER = _folded(
    """
    yakininda yakinlarinda civarinda civari tarafinda semtinde bolgesinde cevresinde icinde yaninda
    میں کے کي کې سره ته
    agteeda agtiisa
    """
)
"""Words that come after a place."""

ENDINGS = frozenset(
    ("de", "da", "te", "ta", "den", "dan", "ten", "tan", "ye", "ya", "e", "a", "deki", "daki")
)
"""Turkish endings, after an apostrophe."""

EITHER = _folded(
    """of or ou o oder veya yada ya lub albo или або чи sau ose ama mise أو او ولا یا يا ወይ naar to vers
    إلى до do"""
)
"""Words between two places of which either will do, or of which the journey is what matters."""

ARTICLES = _folded(
    """
    de het den t d ' the an a le la les l los las el o os um il i ال ها den het een van
    antwerpen antwerp anvers
    """
)

NOT = _folded(
    "niet not pas non no nie nicht не ні ليس مش مو ماشي değil degil nu nao não nuk nei نه نیست نہیں"
)

PREFIXES = tuple(
    fold(prefix)
    for prefix in (
        "وبال",
        "بال",
        "فال",
        "وال",
        "كال",
        "لل",
        "ال",
        "بل",
        "ب",
        "ف",
        "ل",
        "و",
        "ኣብ",
        "ብ",
        "ካብ",
        "ናብ",
    )
)
"""Arabic and Tigrinya write small words onto the name: "بدورن" is "in Deurne"."""

SUFFIXES = tuple(
    fold(suffix)
    for suffix in (
        *("'daki", "daki", "deki", "taki", "teki", "dan", "den", "tan", "ten"),
        *("da", "de", "ta", "te", "ya", "ye", "nin", "nun", "in"),
        *("ом", "ем", "ові", "ою", "ами", "ът", "а", "у", "е", "і", "и"),
        *("ie", "iem", "em", "owi", "u", "ul", "ului", "it", "ka", "s"),
    )
)
"""Endings of Turkish, the Slavic languages, Romanian, Albanian and Somali."""

YEAR = _folded(
    """
    sinds since depuis desde seit jaar year annee year anul roku rok yil sene yili wit jaartal tot
    januari februari maart april mei juni juli augustus september oktober november december
    january february march may june july august october
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    سنة عام منذ سال من_عام году год с рік року з року
    """
)
"""Words before a year."""

ARRIVED = _folded(
    """
    aangekomen gekomen geboren gevlucht verhuisd aankomst sinds gestart begonnen
    arrived came born moved fled since
    arrive arrivee arrives venu venue ne nee fui depuis
    llegue llegado naci vine desde
    geldim geldik dogdum doğdum beri tasindim
    przyjechalem przyjechalam urodzony urodzona przyjechal od
    приехал приехала приехали родился родилась приїхав приїхала приїхали народився народилася
    пристигнах роден родена
    وصلت جئت جيت ولدت اجيت منذ رسیدم آمدم متولد راغلم زیږیدلی آیا پیدا
    """
)
"""Words in a sentence about a year of somebody's life."""

UNITS = _folded(
    """
    euro euros eur evro avro dollar dollars frank mensen people personnes mad dh lira lei lev zl zloty
    km kilometer kilometers meter gram kg watt kwh uur uren minuten
    евро євро гривень рублей человек людей леке lek يورو اورو دينار درهم شخص ليرة یورو افغانۍ ዩሮ
    """
)
"""Words that make a number a sum or a measure."""
