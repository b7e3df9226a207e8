"""The short run of each campaign: a few rounds on each engine, none of them with a fault."""

import random
from pathlib import Path

import pytest

from searchtool.engines import ENGINES
from tests.campaigns.__main__ import CAMPAIGNS
from tests.campaigns.campaign import Options, run_campaign
from tests.campaigns.faults import NoCompiler

ROUNDS = {"readers": 2}
USUAL_ROUNDS = 4
CASES = [(name, engine) for name in CAMPAIGNS for engine in sorted(ENGINES)]
CASES.remove(("memory", "whoosh"))  # it is read in the same way


@pytest.mark.slow
@pytest.mark.parametrize(("name", "engine"), CASES)
def test_a_short_campaign_finds_nothing(name: str, engine: str, tmp_path: Path) -> None:
    rounds = ROUNDS.get(name, USUAL_ROUNDS)
    options = Options(engine, rounds, tmp_path, random.Random(f"{name} {engine}"))
    try:
        result = run_campaign(name, CAMPAIGNS[name], options)
    except NoCompiler as error:
        pytest.skip(str(error))
    assert result.outcomes.total() > 0
    assert result.faults == ()
