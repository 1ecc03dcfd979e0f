"""French and English phrases that name agreements, and hedges that qualify statements.

Patterns match the folded words of a sentence, joined by single spaces: they ignore case, accents,
apostrophes, hyphens ("peut-être" is ``peut etre``) and line ends. Where several match, the first
one counts, so narrow patterns come before wide ones. To add a phrase, add a line here.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from coopgraph.words.mentions import Hedge
from coopgraph.words.months import MONTHS
from coopgraph.words.vocabulary import AgreementKind as Kind

__all__ = ["AGREEMENTS", "COMMON_WORDS", "HEDGES", "NEGOTIATION", "NOT_AT_END"]


def _one_of(*patterns: str) -> str:
    return "|".join(patterns)


_PURPOSES_FR: Final = _one_of(
    "partenariat", "cooperation", "(?:co)?financement", "prets?", "credit", "dons?", "subvention",
    "objectifs?", "jumelage", "collaboration", "assistance(?: technique)?", "services?", "siege",
    "delegation", "mandat",
)  # fmt: skip
_SORTS_FR: Final = _one_of(
    "(?:bi|multi)latera(?:le?s?|ux)", "tripartites?", "internationa(?:le?s?|ux)"
)
_SORTS_EN: Final = _one_of(
    "(?:bi|tri|multi)lateral", "tripartite", "international", "financing", "funding", "loan",
    "grant", "partnership", "co ?operation", "twinning", "headquarters", "service", "host country",
)  # fmt: skip
_NARROWER_FR: Final = "specifiques?|particuliere?s?|subsequente?s?|d (?:application|execution)"
_BASES_EN: Final = "(?:conventions?|agreements?|accords?|treat(?:y|ies))"

#: Patterns of words that name an agreement, by language and kind of agreement.
AGREEMENTS: Final[Mapping[str, Mapping[Kind, Sequence[str]]]] = {
    "fr": {
        Kind.FRAMEWORK: ["(?:conventions?|accords?|protocoles?|contrats?) cadres?"],
        Kind.SPECIFIC: [f"(?:conventions?|accords?) (?:{_NARROWER_FR})"],
        Kind.MEMORANDUM: [
            "protocoles? d (?:entente|accords?)",
            "memorandums?(?: d (?:entente|accord))?",
        ],
        Kind.EXCHANGE_OF_NOTES: ["echanges? de (?:notes|lettres)"],
        Kind.AMENDMENT: ["avenants?"],
        # "Traite" is also a verb, so the words after it decide.
        Kind.TREATY: [rf"traites? (?:(?:{_SORTS_FR})|(?:de|d|entre|avec|sur|constitutif)(?= ))"],
        Kind.DECLARATION: ["declarations? (?:communes?|conjointes?|d intentions?)"],
        Kind.PROTOCOL: ["protocoles?"],
        Kind.OTHER: [
            (
                rf"(?:conventions?|(?<!\bd )(?<!\ben )(?<!commun )accords?)(?: (?:{_SORTS_FR}))?"
                rf"(?: (?:de|d) (?:{_PURPOSES_FR}))?"
            ),
            "lettres? d intention",
        ],
    },
    "en": {
        Kind.FRAMEWORK: [f"(?:framework|umbrella) {_BASES_EN}"],
        Kind.SPECIFIC: [f"(?:specific|implementing|subsidiary|individual) {_BASES_EN}"],
        Kind.MEMORANDUM: [
            "memorand(?:ums?|a)(?: of (?:understanding|agreement|co ?operation))?",
            "mous?",
        ],
        Kind.EXCHANGE_OF_NOTES: ["exchanges? of (?:notes|letters)"],
        Kind.AMENDMENT: ["amendments?", "addend(?:um|a)"],
        Kind.TREATY: ["treat(?:y|ies)"],
        Kind.DECLARATION: ["(?:joint )?declarations?(?: of intent)?"],
        Kind.PROTOCOL: ["protocols?"],
        Kind.OTHER: [
            rf"(?:(?:{_SORTS_EN}) )?(?:conventions?|(?<!\bin )(?<!\bby )(?:agreement|accord)s?)",
            "letters? of intent",
        ],
    },
}

_MONTHS_FR: Final = "|".join(MONTHS["fr"])
_MONTHS_EN: Final = "|".join(MONTHS["en"])
_YEAR: Final = r"(?:19|20)\d\d"
_WHEN_FR: Final = (
    r"(?:(?:le |la |l |du )?(?:fin |debut |mi |annee |mois (?:de |d )?){0,3})"
    rf"(?:\d{{1,2}}(?:er)? )?(?:(?:{_MONTHS_FR}) )?{_YEAR}"
)
_WHEN_EN: Final = (
    r"(?:the )?(?:(?:end|start|beginning|middle|year|early|late|mid) (?:of )?){0,3}"
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?"
    rf"(?:(?:{_MONTHS_EN}) )?(?:\d{{1,2}} )?{_YEAR}"
)

#: Patterns of words that qualify a statement, by language and kind of qualification.
HEDGES: Final[Mapping[str, Mapping[Hedge, Sequence[str]]]] = {
    "fr": {
        Hedge.CONDITION: [
            r"sous reserve(?: d\w*)?", r"a (?:la )?condition(?: qu\w*| d\w*)?", r"en cas d\w*",
            "pour autant que?", "des lors que?", "au prealable", "prealable(?:ment)?s?",
            "(?:pour|afin de) permettre", r"permett\w+", "une fois que?", "s ils?",
            "si (?:l|la|le|les|elle|ils?)",
        ],
        Hedge.TIME: [
            (rf"(?:a (?:partir|compter) d\w*|au plus tard(?: en)?|d ici(?: a)?|jusqu (?:en|a|au)"
            rf"|des|avant|apres|depuis|courant|en|fin|debut|pour) {_WHEN_FR}"),
            "a (?:court|moyen|long) terme", "a l avenir", "prochainement", "ulterieurement",
            "dans un (?:premier|second|deuxieme) temps",
        ],
        Hedge.POSSIBLE: [
            "pourr(?:ait|aient|a|ont)", "pouvant", "peut(?: etre)?", "peuvent", r"possib\w+",
            r"eventuel\w*", "a terme", r"probabl\w+", "serai(?:t|ent)", "devrai(?:t|ent)",
            "susceptibles?", r"souhait\w+", r"envisag\w+",
        ],
        Hedge.PROPOSED: [
            "propos(?:er?|ee?s?|ent|ons|itions?)", r"recommand\w+", r"sugger\w+",
            r"preconis\w+", "invite(?:e|s|es)? a",
        ],
        Hedge.BINDING: [
            "doi(?:t|vent)", "devr(?:a|ont)", "il faut", r"oblig\w+", "indispensables?",
            r"necess\w+",
        ],
        Hedge.ALTERNATIVE: [
            r"soit (?:\w+ ){1,8}?soit \w+(?: \w+)?", "ou bien",
            r"(?:au|aux|en|a) \w+ ou (?:au|aux|en|a) \w+",
        ],
        Hedge.STAGE: [
            r"en (?:cours d\w*|phase de|voie d\w*) \w+", "signature",
            "en (?:preparation|negociation|discussion|vigueur)",
            "sign(?:er?|ee?s?|era|eront|ent)", r"entr\w+ en vigueur", r"negoci\w+",
            r"ratifi\w+", r"conclu\w*", r"resili\w+", r"suspendu\w*", r"expir\w+",
            r"abandonn\w+", r"renouvel\w+",
        ],
    },
    "en": {
        Hedge.CONDITION: [
            "subject to", "provided that", "on condition(?: that)?",
            "conditional (?:on|upon)", "in case", "if", "unless", "once", "prior to",
            "in order to (?:allow|enable)",
        ],
        Hedge.TIME: [
            (rf"(?:as (?:of|from)|starting (?:in|from)|not before|no later than|from|by|before"
            rf"|after|since|until|in|during) {_WHEN_EN}(?: on(?:wards?)?)?"),
            "in (?:due course|time|the (?:short|medium|long) (?:term|run)|the future)",
            "later on", "at a later stage",
        ],
        Hedge.POSSIBLE: [
            r"possib\w+", "might", "could", "perhaps", "maybe", r"eventual\w*", "would",
            "should", "likely", "potential(?:ly)?", r"envisag\w+", r"contemplat\w+",
            "hop(?:es|ed|ing)",
            rf"(?<!\bin )(?<!\bof )may(?! (?:\d{{1,2}} )?{_YEAR})",  # but not the month of May
        ],
        Hedge.PROPOSED: [
            r"propos\w+", r"recommend\w+", r"suggest\w*", "advis(?:e|es|ed)",
            "(?:is|are|was|were) invited to",
        ],
        Hedge.BINDING: [
            "must", "shall", "(?:is|are) (?:required|obliged|bound) to", "ha(?:s|ve) to",
            "need(?:s|ed)? to", r"necess\w+",
        ],
        Hedge.ALTERNATIVE: [
            r"(?:either|whether) (?:\w+ ){1,8}?or \w+(?: \w+)?", r"in \w+ or (?:in )?\w+",
        ],
        Hedge.STAGE: [
            "(?:under|in) (?:preparation|negotiation|discussion|consideration|force)",
            r"being \w+(?:ed|tten|wn)", "signature", "signing", "sign(?:s|ed)?",
            "ent(?:er|ers|ered|ry) into force", r"negotiat\w+", r"ratif\w+",
            "conclu(?:de|des|ded|sion)", r"terminat\w+", r"suspend\w*", r"expir\w+",
            r"abandon\w*", r"renew\w*",
        ],
    },
}  # fmt: skip

#: Stages of an agreement in preparation. Other stages are not inferred from words: "not yet signed"
#: and "once it is in force" contain the same words as "signed" and "in force".
NEGOTIATION: Final = re.compile(
    r"en cours d\w* (?:preparation|negociation|elaboration|redaction|finalisation|discussion)"
    r"|en (?:preparation|negociation|discussion)|negoci\w+"
    r"|(?:under|in) (?:preparation|negotiation|discussion)|negotiat\w+"
    r"|being (?:prepared|negotiated|drafted|drawn|written|finalised|finalized|discussed)"
)

#: Common words that identify the language of a sentence.
COMMON_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "fr": frozenset(
        ("le", "la", "les", "l", "de", "du", "des", "d", "et", "une", "un", "au", "aux", "dans",
         "par", "pour", "sur", "avec", "est", "sont", "qui", "que", "ce", "cette", "leur", "ou")
    ),
    "en": frozenset(
        ("the", "of", "and", "to", "in", "a", "is", "are", "was", "were", "with", "by", "for", "on",
         "that", "this", "its", "their", "be", "has", "have", "which", "an", "from", "or", "will")
    ),
}  # fmt: skip

#: Abbreviations whose full stop does not end a sentence.
NOT_AT_END: Final = frozenset(
    ("m", "mm", "mme", "mr", "mrs", "ms", "dr", "prof", "st", "ste", "art", "al", "cf", "p", "pp",
     "no", "vol", "ex", "etc", "ed", "fig", "ann", "chap", "env", "resp", "inc", "ltd", "vs")
)  # fmt: skip
