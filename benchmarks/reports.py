"""Time to search a text of 5 MB for mentions, and hostile texts.

Run it as ``python benchmarks/reports.py``.
"""

import resource
import time

import coopgraph as cg

DOSSIER = cg.example()
SENTENCE = (
    "Une convention spécifique entre l’AFD et l’Agence nationale pour la rénovation urbaine "
    "pourrait être signée à partir de 2027, soit au Maroc soit en France ; le PNUE y veille.\n"
)
TEXTS = {
    "sentences": SENTENCE * (5_000_000 // len(SENTENCE)),
    "one sentence": SENTENCE.replace("\n", " ") * (1_000_000 // len(SENTENCE)),
    "misspelt": "l’agence nationale pour la rénovation urbane et " * 20_000,
    "brackets": "(" * 5_000_000,
    "halves": "réno-\n" * 200_000,
}

for name, text in TEXTS.items():
    started = time.perf_counter()
    found = cg.mentions(DOSSIER, text)
    taken = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = f"{len(text.encode()) / 1_000_000:.1f} MB"
    print(f"{name:14} {size:>8}  {taken:5.1f} s  {len(found):>6} mentions  {memory} MB at most")
