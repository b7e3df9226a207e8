"""Russian words in Latin letters, in any system."""

from searchtool.analysis.romanization import skeleton


def test_systems_of_transliteration_agree() -> None:
    names = ["shcherbakov", "scherbakov", "Shcherbakov".lower()]
    assert len({skeleton(name) for name in names}) == 1
    assert skeleton("yuriy") == skeleton("iurii") == skeleton("jurij")
