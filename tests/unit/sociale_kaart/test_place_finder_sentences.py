"""Sentences in eighteen languages, as people type them: the place that is named, or that none is."""

import pytest

from sociale_kaart.geo import PlaceFinder

FINDER = PlaceFinder.antwerp()

SENTENCES: dict[str, list[tuple[str, str | None]]] = {
    "nl": [
        ("wij wonen al 3 jaar in den Dam en zoeken een speelgroep", "Dam"),
        ("kan ik ergens gratis douchen rond t Sint Jans plein?", "Sint-Jansplein"),
        ("mijn moeder is 82 en woont op linkeroevr, wie doet boodschapen", "Linkeroever"),
        ("hebt ge iets in Burgerout voor kleren", "Borgerhout"),
        ("waar is de voedselbank in A'pen", "Antwerpen"),
        ("ik sta aan CS met mn koffer", "Antwerpen-Centraal"),
        ("de huur is 2060 euro en ik verdien 1800", None),
        ("ik zoek een nieuwe deur voor mijn kast", None),
        ("er was een dam in de rivier gebouwd", None),
        ("mijn zoon speelt in het park met zijn neef", None),
        ("kom uit zuid soedan", None),
        ("de luchthaven Deurne is dichtbij mijn school", "Deurne Vlieghaven"),
        ("op het kiel in de abdijstraat", "Abdijstraat (2020)"),
        ("bij de statie van Berchem", "Antwerpen-Berchem"),
    ],
    "en": [
        ("any doctor arround borgerhot who takes new patients", "Borgerhout"),
        ("im sleeping near central station tonight", "Antwerpen-Centraal"),
        ("we moved to merksem last week and need a school", "Merksem"),
        ("is there a foodbank by the Groenplats", "Groenplaats"),
        ("there are 2060 people waiting before me", None),
        ("i need a safe haven for my kids", None),
        ("not in Deurne, we live in Merksem now", "Merksem"),
        ("somewhere in zurenburg maybe", "Zurenborg"),
        ("i live at rozeveltplats", "Rooseveltplaats"),
        ("my phone is 0485 20 60 18", None),
    ],
    "fr": [
        ("je dors dehors vers la place Astrid", "Astridplein"),
        ("une crèche pas chère à Burgerhout svp", "Borgerhout"),
        ("j'habite rive gauche, sur la rive gauche d'Anvers", "Linkeroever"),
        ("on est logés à la Seefhoek chez un ami", "Seefhoek"),
        ("il fait froid dans le nord du pays", None),
        ("je dois 2000 euros au propriétaire", None),
        ("au centre social ils disent non", None),
    ],
    "ar": [
        ("بدي محامي ببلاش حدا دورن", "Deurne"),
        ("وين اقرب مطعم شعبي للسيفهوك", "Seefhoek"),
        ("انا ساكنة بلينكراوفر ومحتاجة حضانة", "Linkeroever"),
        ("كاين شي طبيب فبورغرهاوط", "Borgerhout"),
        ("واش كاين الماكلة حدا لاگار سنترال", "Antwerpen-Centraal"),
        ("٢٠٦٠ بدي اكل", "2060"),
        ("عليّ دين ٢٠٠٠ يورو", None),
        ("طفلي ما بينام كل الليل", None),
        ("وصلت سنة ٢٠١٨ من سوريا", None),
    ],
    "tr": [
        ("Deurne'de bedava avukat var mı acaba", "Deurne"),
        ("Hoboken'den nasıl giderim", "Hoboken"),
        ("Kiel'de oturuyoruz", "Kiel"),
        ("Luchtballda bir park", "Luchtbal"),
        ("kızım için Borgerhoutta kreş arıyoruz", "Borgerhout"),
        ("Astridplein'e yakın bir aşevi", "Astridplein"),
        ("2018 yılında geldim oturum yok", None),
        ("1200 lira borcum var", None),
        ("her gün saat sekizde işe gidiyorum", None),
    ],
    "es": [
        ("hay algún médico gratis por Merksen", "Merksem"),
        ("vivo al lado de la plaza Roosevelt", "Rooseveltplaats"),
        ("busco ropa en la margen izquierda", "Linkeroever"),
        ("necesito comida cerca de Hobocken", "Hoboken"),
        ("debo 2018 euros de luz", None),
        ("lo siento no entiendo", None),
    ],
    "uk": [
        ("підкажіть де їдальня у Борґергауті", "Borgerhout"),
        ("ми живемо у Дерне, шукаємо садок", "Deurne"),
        ("як доїхати до Хобокена", "Hoboken"),
        ("де переночувати біля Астрідплейн", "Astridplein"),
        ("я приїхала у 2020 році", None),
        ("треба заплатити 2060 євро", None),
        ("дякую, все гаразд", None),
    ],
    "ru": [
        ("где бесплатный врач в Берхэме", "Berchem"),
        ("живём на Линкеровере, нужен садик", "Linkeroever"),
        ("ночую на площади Рузвельта", "Rooseveltplaats"),
        ("подскажите столовую возле Сейфхука", "Seefhoek"),
        ("на работе 2000 человек", None),
        ("он верно сказал, спасибо", None),
    ],
    "pl": [
        ("szukam lekarza na Hobokenie", "Hoboken"),
        ("mieszkamy w Berchemie od maja", "Berchem"),
        ("gdzie dają jedzenie koło dworca centralnego", "Antwerpen-Centraal"),
        ("pokój na Kielu dla dwóch osób", "Kiel"),
        ("przyjechałem w 2018 roku", None),
        ("mam 2060 zł długu", None),
    ],
    "fa": [
        ("داکتر رایگان در بورگرهاوت کجاست", "Borgerhout"),
        ("من نزدیک میدان استرید میخوابم", "Astridplein"),
        ("ما در هوبکن خانه میخواهیم", "Hoboken"),
        ("۲۱۷۰ کمک غذا", "2170"),
        ("۲۰۰۰ یورو قرض دارم", None),
        ("دخترم چند دوره کلاس رفته", None),
    ],
    "so": [
        ("Deurne-ga dhakhtar ma ka helaa", "Deurne"),
        ("waxaan degganahay Borgerhoud", "Borgerhout"),
        ("cunto bilaash ah agteeda Hobokan", "Hoboken"),
        ("2140 guri kiro ah ma jiraa", "2140"),
        ("waxaa lagu leeyahay 2000 euro", None),
        ("carruurtaydu way bukaan", None),
    ],
    "ro": [
        ("caut doctor în Borgerhaut", "Borgerhout"),
        ("unde se dă mâncare lângă gara centrală", "Antwerpen-Centraal"),
        ("stăm cu chirie la Merksemului", "Merksem"),
        ("am ajuns în anul 2018", None),
        ("datorez 2060 lei", None),
        ("mergem la școală mâine", None),
    ],
    "bg": [
        ("търся зъболекар в Боргерхаут", "Borgerhout"),
        ("живеем до Рузвелтплац", "Rooseveltplaats"),
        ("има ли храна в Мерксем днес", "Merksem"),
        ("дължа 2000 лева", None),
        ("детето ми е болно от черна кашлица", None),
    ],
    "pt": [
        ("preciso de médico em Wilrik", "Wilrijk"),
        ("moro perto da praça Astrid", "Astridplein"),
        ("onde dão comida no Merksem", "Merksem"),
        ("devo 2020 euros de renda", None),
        ("eu tenho uma casa nova", None),
    ],
    "ps": [
        ("په بورګرهاوت کې وړیا ډاکټر", "Borgerhout"),
        ("زه د سیفهوک سره نږدې اوسېږم", "Seefhoek"),
        ("په ۲۰۶۰ کې خواړه", "2060"),
        ("۲۰۰۰ یورو پور لرم", None),
        ("زما کورنۍ ناروغه ده", None),
    ],
    "ur": [
        ("ڈیورن میں مفت ڈاکٹر", "Deurne"),
        ("ہم ہوبوکن میں رہتے ہیں", "Hoboken"),
        ("سنٹرل اسٹیشن کے پاس کھانا", "Antwerpen-Centraal"),
        ("مجھ پر 2060 روپے قرض ہے", None),
        ("میں بالکل ٹھیک ہوں", None),
    ],
    "ti": [
        ("ኣብ ቦርገርሃውት ሓኪም ኣሎ ድዩ", "Borgerhout"),
        ("ኣነ ኣብ መርክሰም እየ ዝነብር", "Merksem"),
        ("ጥቓ ጣብያ ባቡር ምግቢ", "Antwerpen-Centraal"),
        ("፳፻፷ መግቢ", "2060"),
        ("2000 ዩሮ ዕዳ ኣለኒ", None),
        ("ቆልዓይ ሓሚሙ ኣሎ", None),
    ],
    "sq": [
        ("ku ka mjek në Borgerhoutit", "Borgerhout"),
        ("jetoj afër Merksemit me tre fëmijë", "Merksem"),
        ("ushqim falas te stacioni qendror", "Antwerpen-Centraal"),
        ("kam borxh 2060 euro", None),
        ("dua të bëhem infermiere", None),
    ],
}
TABLE = [(lang, text, label) for lang, rows in SENTENCES.items() for text, label in rows]


def test_the_table_is_wide() -> None:
    assert len(SENTENCES) == 18
    assert len(TABLE) >= 120


@pytest.mark.parametrize(("lang", "text", "label"), TABLE)
def test_the_place_in_a_sentence(lang: str, text: str, label: str | None) -> None:
    found = FINDER.find(text)
    assert (found.label if found else None) == label, lang


NUMBERS = [
    ("postcode 2000", "2000"),
    ("Kerkstraat 12 bus 3, 2060", "Kerkstraat (2060)"),
    ("ik woon 2140", "2140"),
    ("B-2018", "2018"),
    ("zip 2018", "2018"),
    ("code postal 2020", "2020"),
    ("индекс 2018", "2018"),
    ("٢٦٠٠", "2600"),
    ("२१४०", "2140"),
    ("2060, geen geld meer", "2060"),
    ("2060 mensen", None),
    ("2000 euro", None),
    ("€2060,-", None),
    ("2.060 euro", None),
    ("2 060 euro", None),
    ("tel 2060", None),
    ("0032 485 20 2060", None),
    ("03/2060", None),
    ("kamer 2018", None),
    ("dossier 2100", None),
    ("2060-1234", None),
    ("12-2020", None),
    ("in 2020 aangekomen", None),
    ("20600", None),
    ("2000$", None),
    ("2100 kcal", None),
    ("BE71 0961 2345 6769", None),
    ("2040 m2", None),
    ("1000", None),
    ("9000", None),
]


@pytest.mark.parametrize(("text", "label"), NUMBERS)
def test_a_number_is_a_postcode_only_where_it_is_meant_as_one(text: str, label: str | None) -> None:
    found = FINDER.find(text)
    assert (found.label if found else None) == label
