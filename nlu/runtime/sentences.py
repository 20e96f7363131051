"""Reads the sentences of all languages for Rasa, once.

Rasa's own importer reads `nlu/nl/needs.yml` and its thirty-five neighbours three times and joins them
pairwise, copying all that it has so far at every step: half of the training time. This one reads each
file once and joins them in one go; everything else is Rasa's.
"""

from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData


class SentenceImporter(RasaFileImporter):
    """Rasa's file importer, with the sentences kept after the first reading."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sentences: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:  # noqa: ARG002
        """All sentences. Their language stands in each file, so Rasa's idea of it is not needed."""
        if self._sentences is None:
            files = [load_data(path) for path in self._nlu_files]
            self._sentences = TrainingData(
                training_examples=[example for file in files for example in file.training_examples]
            )
        return self._sentences
