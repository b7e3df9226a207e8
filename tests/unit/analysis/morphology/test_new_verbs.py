"""Verbs that no dictionary has: most forms come together, names that end alike are left alone."""

import pytest

from searchtool.analysis.analyzer import Analyzer

IT = "ить ишь ит им ите ят ил ила ило или ив ивший ившая ивших ящий ящие"
AT = "ать аю аешь ает аем аете ают ал ала ало али ай айте ав авший авших ающий ающие"
OVAT = "овать ует уете уют овал овала овали овав овавший ующий ующие ованный ованная ованных"
NUT = "нуть нешь нул нула нуло нули нут нувший нувшая"


def keys(analyzer: Analyzer, stem: str, endings: str) -> list[str]:
    return [analyzer.key(stem + ending) for ending in endings.split()]


@pytest.mark.parametrize(
    "endings, least, stems",
    [
        (IT, 0.7, "донат хейт репост зашерст пранк скрамз абьюз пробухт кьюрит"),
        (AT, 0.8, "юз чек пинг твитт ребут задоджк хомяч"),
        (OVAT, 0.95, "релоцир токенизир дронир аутсорсир бренд тиктоконизир"),
        (NUT, 0.85, "клак лайк зафикс хайпан дропс"),
    ],
)
def test_most_forms_have_the_key_of_the_infinitive(
    analyzer: Analyzer, endings: str, least: float, stems: str
) -> None:
    found = [keys(analyzer, stem, endings) for stem in stems.split()]
    together = sum(key == forms[0] for forms in found for key in forms)
    assert together / sum(map(len, found)) >= least


@pytest.mark.parametrize(
    "known, new",
    [
        ("сокрушить", "сокрушились"),
        ("запустить", "запустится"),
        ("охватить", "охватилась"),
        ("арестовать", "арестовались"),
    ],
)
def test_what_the_dictionary_has_without_sya_is_found(
    analyzer: Analyzer, known: str, new: str
) -> None:
    assert analyzer.key(new) == analyzer.key(known)


@pytest.mark.parametrize(
    "name", ["Кварквашвили", "Джибладзе", "Стонкайте", "Мухсинали", "Паркинсонит", "Джалилула"]
)
def test_names_have_no_infinitive(analyzer: Analyzer, name: str) -> None:
    assert not analyzer.key(name.lower()).endswith(("ить", "ать"))


def test_forms_of_a_surname_stay_together(analyzer: Analyzer) -> None:
    forms = "кварквашвилиев цхадаил цхадаила цхадаилу цхадаилом".split()[1:]
    assert len({analyzer.key(form) for form in forms}) == 1
