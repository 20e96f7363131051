"""Words as they stand in names of places in Antwerp, and what each kind of word is worth.

In "Bibliotheek Permeke" the word "permeke" tells which library is meant; "bibliotheek" tells what kind of
place it is, and in "is de bibliotheek open" all the other words only surround it.
"""

from sociale_kaart.text import words_in

# Nouns that say what kind of place it is: "roze huis" and "stadsloket deurne" are names with them.
KINDS = frozenset(
    words_in(
        """
    bibliotheek bib dienstencentrum stadsloket districtshuis loket kantoor school buurthuis jeugdhuis
    cultuurcentrum wijkgezondheidscentrum nachtopvang inloopcentrum kringwinkel buurtrestaurant
    winkel restaurant ziekenhuis campus digipunt lijn huis centrum buurtcentrum ontmoetingscentrum
    woonloket wetswinkel cvo clb wgc caw ocmw
    """
    )
)
# Words that stand in names without telling one place from another.
GENERIC = KINDS | frozenset(
    words_in(
        """
    antwerpen antwerp anvers antwerpse stad district vzw team dienst center centre home de het den een
    van voor en in te op met bij aan of der t s d l la le les die dat sociaal sociale social hulp zorg
    wonen jeugdwerk opvang kind kinderen gezin jongeren senioren mensen buurt project website punt
    infopunt meldpunt vlaanderen vlaams belgie nederlands nederlandse werk huurders woning oud open
    online info advies juridische medische deurne berchem borgerhout hoboken merksem ekeren wilrijk
    borsbeek linkeroever kiel luchtbal zuid noord oost west nieuw rode kruis algemeen eerste
    """
    )
)
# Words of names in Antwerp that people also use for other things: rain, a key, a villa, a jump.
ORDINARY = frozenset(
    words_in(
        """
    regent jump encore villa pension spoor sleutel stroming water begeleiding bureau plein straat
    recht samen helpt child focus budget schulden plus stop free clinic link vaart schelde moeder
    moeders buiten binnenste deur oefenen international internationale vereniging personen handicap
    transgender badhuis daklozen vrijwilligers onderwijs erkenning tijdelijk tijdelijke attest
    abonnement drugs verslaving betonne eerste lijn groen project station park markt kamer energie
    bescherming integratie inburgering dringende veilig zwanger winter crisis team geweld seksueel
    begeleid psychologische geestelijke gezondheidszorg provinciaal stedelijk vrij
    """
    )
)
ARTICLES = frozenset(("de", "het", "den", "t", "een"))
# What surrounds a name in a question about it.
LITTLE = ARTICLES | frozenset(
    words_in(
        """
    is open nu vandaag wanneer uren uur openingsuren adres telefoon nummer waar van in aan bij hoe laat
    the when where opening hours address phone number today now at a of
    est ouvert ouverte quand heures adresse telephone numero ou le la les du a l d aujourd hui
    acik mi ne zaman nerede adres telefon saat kacta
    هل متى وين اين مفتوح مفتوحه عنوان رقم ساعات دوام في
    how get to go find near there i need my ik moet naar hebben ze kan zoek graag je cherche trouver
    pres jest sa jak dojade esta queda este unde onde fica eshte ku ndodhet waa xaggee где находится
    как пройти знаходиться як намира се къде كيف اروح بدي كجاست چيره دي كہاں ہے
    es abierto donde horario direccion w czy otwarte gdzie где когда открыт адрес телефон де коли
    """
    )
)

# Short forms: "bib permeke" is the "bibliotheek permeke".
_SHORT = {
    "bib": "bibliotheek",
    "bibl": "bibliotheek",
    "wgc": "wijkgezondheidscentrum",
    "ldc": "dienstencentrum",
    "wzc": "woonzorgcentrum",
    "cc": "cultuurcentrum",
    "hvhk": "huis van het kind",
    "svk": "sociaal verhuurkantoor",
    "hwp": "huisartsenwachtpost",
    "vh": "van het",
    "vd": "van de",
    "st": "sint",
    "ste": "sint",
}
# "A free clinic" is any clinic that is free; "free clinic" is the one with that name.
ANY = frozenset(words_in("a an any some een n un une bir ein una uno um uma jakis jakas"))


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name or a question, with short forms of kinds written out."""
    written = (_SHORT.get(word, word).split() for word in words_in(text))
    return tuple(word for words in written for word in words)


def without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words
