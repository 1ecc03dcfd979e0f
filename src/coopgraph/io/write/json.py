"""Dossiers as JSON."""

import json

from coopgraph.records.dossier import Dossier

__all__ = ["dump"]


def dump(dossier: Dossier) -> str:
    """Return a dossier as JSON; defaults are left out."""
    data = dossier.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data or {"institutions": []}, ensure_ascii=False, indent=2) + "\n"
