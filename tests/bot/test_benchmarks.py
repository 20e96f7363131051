"""The pipeline on public sets, through the real components: a fall below these lines is a mistake.

Reference: plain TF-IDF and a linear support vector machine on the same files.
"""

import pytest

REFERENCE = {"nl": 92.0, "tr": 93.8, "ar": 86.2, "de": 92.4}
NOISE = 0.6
"""Three of 500 sentences: what another random seed changes."""


@pytest.mark.parametrize("language", REFERENCE)
def test_small_sets_are_learnt_as_well_as_the_reference(language):
    from nlu.runtime import experiment

    folder = experiment.benchmarks()
    if folder is None:
        pytest.skip("no benchmarks")
    train = experiment.read_tsv(folder / "xsid" / f"{language}.valid.tsv", language)
    test = experiment.read_tsv(folder / "xsid" / f"{language}.test.tsv", language)
    pipeline = experiment.Pipeline(experiment.public({})).train(train)
    assert experiment.accuracy(pipeline, test) >= REFERENCE[language] - NOISE
