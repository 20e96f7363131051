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
    dichtbij woon woont wonen tot langs tegenover achter aant opt int nr nabije
    near at on around from to close by towards next behind nearby live living
    a au aux pres de du vers dans sur autour depuis chez quartier cote habite
    en cerca desde hacia junto al del zona barrio vivo
    yakin yakini
    w we na kolo blisko przy obok okolicy niedaleko do z ze okolice mieszkam
    в во у на возле около рядом недалеко до из к біля коло поруч поблизу з із від
    край близо към от живея живу район районі районе районе
    in la langa aproape din spre zona locuiesc
    em no na perto do da junto moro bairro
    ne te prane afer nga tek jetoj zona
    ku agteeda jooga meel ag deggan degan degenahay
    f fi fel 9rib 7da 7dh qrib krib men mn fe bi
    في قرب بالقرب جنب حدا عند من الى ناحية منطقة حي بجانب قريب ب حدود على قدام
    در نزدیک نزدیکی به از کنار حوالی اطراف سمت منطقه محله
    په نږدې څخه ته د نژدې
    میں قریب پاس سے نزدیک علاقے
    ኣብ ጥቓ ካብ ናብ ከባቢ ጎኒ ኣጠገብ
    """
)
"""Words that come before a place."""

AFTER = _folded(
    """
    yakininda yakinlarinda civarinda civari tarafinda semtinde bolgesinde cevresinde icinde yaninda
    mahallesi mahallesinde yakini yakinlari
    میں کے کو سے کي کې سره ته څخه
    agteeda agtiisa ga da ka ta
    """
)
"""Words that come after a place."""

ENDINGS = frozenset(
    ("de", "da", "te", "ta", "den", "dan", "ten", "tan", "ye", "ya", "e", "a", "deki", "daki")
)
"""Turkish endings, after an apostrophe."""

INSIDE = _folded(
    """
    in op binnen te aant opt int
    dans en a in inside
    w we na в во у на
    in la em no na ne te f fi fel fe bi
    في داخل در په میں ኣብ ku
    """
)
"""Words before an area that somebody is in: "in Berchem" is not about its station."""

INSIDE_AFTER = _folded("میں کې کي semtinde icinde mahallesinde mahallesi")
"""The same, after it."""

AREA = _folded(
    """
    wijk buurt district deelgemeente gemeente stadsdeel districtshuis quartier commune neighborhood
    neighbourhood area barrio distrito bairro mahallesi mahallesinde semti semtinde bolge bolgesinde
    dzielnica dzielnicy dzielnice район района районе районі квартал квартале кварталі lagja lagjen
    cartier cartierul zona حي منطقة مقاطعة محله منطقه ناحیه علاقہ سيمه xaafadda degmada ከባቢ
    """
)
"""Words for an area next to its name: "wijk Kiel", "Berchem semtinde"."""

STATION = _folded(
    """
    station stations statie treinstation gare estacion estacao istasyon istasyonu istasyonunda gari
    stacja stacji stacje dworzec dworcu dworca вокзал вокзала вокзалу вокзале вокзалі станция станции
    станція станції гара гарата gara stacioni stacionit stacion محطة المحطة استاسيون ایستگاه سټېشن
    اسٹیشن saldhigga xarunta tareenka ጣብያ መዕረፊ train trein tren поезд bahnhof
    """
)
"""Words for a station next to its name: "gare de Berchem", "Berchem istasyonu"."""

SQUARE = _folded(
    """
    plein pleintje plaats square place plaza praca placu plac meydani meydan площадь площади площа
    площі площад piata sheshi ساحة میدان چوک ኣደባባይ
    """
)
"""Words for a square next to its name: "place Sint-Jan"."""

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
    """niet not pas non no nie nicht не ні ليس مش مو ماشي nu nao não nuk nei ej نه geen jo ma موش"""
)
"""Words before a place that is not meant: "not in Deurne but in Merksem"."""

NOT_AFTER = _folded("değil نیست نہیں نه aha ኣይኮነን ኣይኮነንን ሳይሆን ዘይኮነ ዘይኮነስ")
"""Words after it: "Deurne'de değil, Merksem'de"."""

LANDS = _folded(
    """
    afrika amerika korea soedan sudan holland limburg brabant frankrijk europa italie spanje duitsland
    nederland vietnam macedonie ossetie ierland america africa
    """
)
"""Words that make a direction part of another name: "Zuid-Afrika" is not the Zuid."""

CENTRE = _folded("centrum centre center centro centru центр مركز مرکز merkezi ማእከል qendra")
FOR = _folded("voor for pour para pentru per dla для за لل لرعاية برای لپاره کے ن için")
"""A "centrum voor algemeen welzijnswerk" is not the centre of the city."""

PLEASE = _folded(
    """
    aub alsjeblieft alstublieft graag svp stp sil vous te plait merci please pls thanks thx por favor
    porfavor gracias obrigado prosze dziekuje lutfen tesekkurler te lutem faleminderit va rog multumesc
    fadlan mahadsanid من فضلك لو سمحت شكرا لطفا ممنون مرسی مهرباني مننه مہربانی شکریہ пожалуйста
    спасибо будь ласка дякую моля благодаря በጃኻ በጃኺ የቐንየለይ ja yes oui si sim da так да نعم بله ہاں هو
    """
)
"""Words of courtesy: "Deurne aub" says no more than "Deurne"."""

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
        "ናይ",
        "ን",
    )
)
"""Arabic and Tigrinya write small words onto the name: "بدورن" is "in Deurne"."""

SUFFIXES = tuple(
    fold(suffix)
    for suffix in (
        *("'daki", "daki", "deki", "taki", "teki", "dan", "den", "tan", "ten"),
        *("da", "de", "ta", "te", "ya", "ye", "nin", "nun", "in"),
        *("ом", "ем", "ові", "ою", "ами", "ът", "а", "у", "е", "і", "и"),
        *("ie", "iem", "em", "owi", "u", "ul", "ului", "lui", "it", "in", "i", "ut", "s"),
        *("ka", "ga", "ta", "da", "yo", "ка", "то", "та", "ский", "ська"),
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
    euro euros eur evro avro euroa ojro yuro euron dollar dollars dolar dolares frank francs mad dh
    dhs lira lire lirasi tl lei ron lev leva zl zloty zlotych pln usd cent cents ct
    mensen people personnes persons personen personas pessoas persoane njerez kisi kisiye osob ludzi dad
    gezinnen families familles familias vrienden kinderen children enfants
    km kilometer kilometers meter meters metre metres m m2 gram kg watt kwh kcal calorieen liter ml mg
    uur uren minuten dagen weken days weeks hours minutes jours heures dias horas gun saat dni godzin
    keer times fois veces vezes stuks items pagina page pages volt punten points
    евро євро эвро гривень гривен грн рублей рубля рубли доллара долларов человек людей люди лева долара
    дней днів часов годин дни км метров метрів хора души леке lek leke
    يورو اورو أورو اوروا دينار درهم شخص اشخاص ناس ليرة دولار متر كيلو يوم ساعة یورو افغانۍ افغانی دلار
    روپے روپیہ روپي تومان نفر نفره کس لوگ لوګ کسان میٹر متره روز ورځې دن یوروی
    ዩሮ ኤውሮ ብር ናቕፋ ሰባት ሰብ ሜተር
    """
)
"""Words that make a number a sum or a measure."""

NUMBERED = _folded(
    """
    nr nummer huisnummer numero num number kamer room chambre habitacion quarto oda odasi pokoj номер
    кабинет комната кімната стая dossier dossiernummer zaak ticket kenmerk referentie ref
    reference code pincode pin pass klantnummer tel telefoon telephone phone toestel gsm fax lijn line
    bus ligne linea linha hat numara numarasi numarali nomor numri numarul numer artikel article wet
    رقم غرفة ملف هاتف شماره اتاق پرونده نمبر نمبره کمرہ کوټه ቁጽሪ ክፍሊ
    betaal betalen betaald pay paid payer payes bedrag amount montant bel bellen call appelle appeler
    """
)
"""Words before the number of a thing, not of an area: "kamer 2060", "dossier 2100"."""

POSTCODE = _folded(
    """
    postcode postnummer zip zipcode postal postale postala postais postales postkodu kodi pocztowy
    индекс індекс индексом البريدي پستی پوستي کوڈ ፖስታ
    """
)
"""Words before a number that is a postcode, whatever else it could be."""

SMALL = ARTICLES | BEFORE | AFTER | AREA | PLEASE | POSTCODE
"""Words that say nothing more when a place is named besides."""
