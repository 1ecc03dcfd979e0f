"""Two made-up reports on made-up bodies, and the dossier that knows these."""

import pytest

from coopgraph.records.validation import dossier_from

FRENCH = """Compte rendu de la mission dans la vallée du Lor

Le 3 mars 2024, l’Agence des digues du Lor (ADL) a reçu une délégation du Ministère des Rivières.
Étaient aussi présents la Caisse d’équipe-
ment rural, dite CER, et M. Petit, de l’école des
Barrages de Sère. Le MRV a excusé son absence.

Points retenus :
- Un accord-cadre entre le Ministère des Rivières et la Caisse d’équipement rural est en cours de
  négociation ; il doit être signé avant fin 2025.
- Une convention de financement ADL–CER pourrait suivre à partir de 2026, sous réserve de l’avis de
  l’ADLL, soit à Lor soit à Sère.
- Les Agences des digues du Lor se mettent d’accord sur un calendrier. L’Adl y veillera.
- La caisse d’équipement rurale et le PNRL apportent leur appui. Le traité de 1920 reste en vigueur.
"""

ENGLISH = """REPORT OF THE LOR VALLEY MISSION, MAY 2024

The Lor Dyke Agency met the Ministry of Rivers in May 2024. Under the framework
agreement, the Agency might sign a memorandum of understanding with the Rural
Equipment Fund, possibly in Lor or in Sere, subject to ratification by 2026.

The CER (Rural Equipement Fund) must agree first. ADL's members were invited to comment.
"""

KNOWN = {
    "language": "fr",
    "institutions": [
        {
            "id": "adl",
            "name": {"fr": "Agence des digues du Lor", "en": "Lor Dyke Agency"},
            "kind": "agency",
            "acronym": "ADL",
            "country": "FR",
            "part_of": "rivers",
            "identifiers": {"local": "17"},
        },
        {
            "id": "rivers",
            "name": {"fr": "Ministère des Rivières", "en": "Ministry of Rivers"},
            "kind": "ministry",
            "aliases": ["MRV"],
        },
        {
            "id": "fund",
            "name": {"fr": "Caisse d'équipement rural", "en": "Rural Equipment Fund"},
            "kind": "development_bank",
            "acronym": "CER",
        },
        {"id": "council", "name": "Conseil des eaux régionales", "kind": "other", "acronym": "CER"},
        {"id": "school", "name": {"fr": "École des barrages de Sère"}, "kind": "school"},
    ],
}


@pytest.fixture
def french():
    return FRENCH


@pytest.fixture
def english():
    return ENGLISH


@pytest.fixture
def valley():
    return dossier_from(KNOWN)
