"""Other ways to search the same directory, for comparison: what a builder would reach for first.

SQLite FTS5 and PostgreSQL pg_trgm get the words of each place in one text ("Bibliotheek Permeke bibliotheek
computer 2060 Antwerpen"), with a trigram index; rapidfuzz compares a question with every name.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import connect

from rapidfuzz import fuzz, process
from sqlalchemy.engine import make_url

from sociale_kaart.model import Place
from tests.postgres import postgres

Search = Callable[[str], Sequence[int]]
"""From a text to the positions of the three best places."""
BEST = 3


def text_of(place: Place) -> str:
    """Everything of a place that somebody may ask for."""
    parts = (place.name, place.organisation, place.kind, *place.services, place.description,
             place.postcode, place.district)  # fmt: skip
    return " ".join(part for part in parts if part).casefold()


@contextmanager
def sqlite_trigrams(places: Sequence[Place]) -> Iterator[Search]:
    """FTS5 with the trigram tokenizer: any of the question's trigrams, ranked by BM25."""
    database = connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE place USING fts5(words, tokenize='trigram')")
    database.executemany(
        "INSERT INTO place(rowid, words) VALUES (?, ?)",
        ((number, text_of(place)) for number, place in enumerate(places)),
    )

    def search(said: str) -> Sequence[int]:
        said = said.casefold().replace('"', "")
        grams = {said[at : at + 3] for at in range(len(said) - 2)}
        if not grams:
            return ()
        wanted = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        found = database.execute(
            "SELECT rowid FROM place WHERE place MATCH ? ORDER BY rank LIMIT ?", (wanted, BEST)
        )
        return [row[0] for row in found]

    yield search
    database.close()


@contextmanager
def postgres_trigrams(places: Sequence[Place]) -> Iterator[Search]:
    """pg_trgm with a GiST index, nearest by word similarity."""
    import psycopg

    with postgres() as url:
        plain = make_url(url).set(drivername="postgresql")
        with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as link:
            link.execute("CREATE EXTENSION pg_trgm")
            link.execute("CREATE TABLE place (number int, words text)")
            with link.cursor().copy("COPY place FROM STDIN") as copy:
                for number, place in enumerate(places):
                    copy.write_row((number, text_of(place)))
            link.execute("SET maintenance_work_mem = '256MB'")
            link.execute("CREATE INDEX ON place USING gist (words gist_trgm_ops(siglen=64))")
            link.execute("ANALYZE place")

            def search(said: str) -> Sequence[int]:
                query = "SELECT number FROM place ORDER BY %s <<-> words LIMIT %s"
                return [row[0] for row in link.execute(query, (said.casefold(), BEST))]

            yield search


@contextmanager
def every_name(places: Sequence[Place]) -> Iterator[Search]:
    """rapidfuzz over all names."""
    names = [place.name.casefold() for place in places]

    def search(said: str) -> Sequence[int]:
        found = process.extract(said.casefold(), names, scorer=fuzz.WRatio, limit=BEST)
        return [at for _, _, at in found]

    yield search
