"""What can be wrong with a text, a record, a file or a graph."""

from collections.abc import Mapping
from typing import Final

PROBLEMS: Final[Mapping[str, Mapping[str, str]]] = {
    # -- why a text is no date ---------------------------------------------------------------------
    "date-form": {
        "fr": "pas une date EDTF, comme 2019, 2019-05, 2019-11-04, 2020/.. ou [2020..]",
        "en": "not a date in EDTF, such as 2019, 2019-05, 2019-11-04, 2020/.. or [2020..]",
    },
    "date-meant": {"fr": "pour cette date, écrire {meant}", "en": "for that date write {meant}"},
    "date-no-day": {"fr": "ce mois a {days} jours", "en": "that month has {days} days"},
    "date-no-month": {
        "fr": "il n’y a pas de mois {month}",
        "en": "there is no month {month}",
    },
    "date-order": {"fr": "la fin précède le début", "en": "it ends before it begins"},
    "date-placeholder": {
        "fr": "{year} veut souvent dire « sans date » : laisser vide, ou écrire « .. »",
        "en": "{year} often stands for 'no date': leave it out, or write '..'",
    },
    "date-season": {
        "fr": "les saisons ne sont pas admises ; pour deux années, écrire {meant}",
        "en": "seasons are not supported; for two years write {meant}",
    },
    "date-slashes": {
        "fr": "un intervalle a un seul « / »",
        "en": "an interval has one '/'",
    },
    "date-type": {
        "fr": "une date est un texte, une année ou un jour, non {type}",
        "en": "a date is text, a year or a day, not {type}",
    },
    "date-unbounded": {
        "fr": "une date au moins est nécessaire à l’un des bouts",
        "en": "a date is needed at one end at least",
    },
    "date-unspecified": {
        "fr": "un mois ou un jour précis d’une année ou d’un mois indéterminé n’est pas admis",
        "en": "a known month or day of an unspecified year or month is not supported",
    },
    # -- what is wrong with a text -----------------------------------------------------------------
    "text-control": {
        "fr": "le texte contient un caractère de contrôle invisible",
        "en": "the text holds an invisible control character",
    },
    "text-empty": {"fr": "le texte est vide", "en": "the text is empty"},
    "text-language": {
        "fr": "« {value} » n’est pas un code de langue comme fr, en ou ar",
        "en": "'{value}' is no language code such as fr, en or ar",
    },
    "text-type": {
        "fr": "un texte est attendu, ou un texte par langue, comme {{fr: …, en: …}}",
        "en": "expected a text, or one text per language such as {{fr: …, en: …}}",
    },
    # -- what is wrong with a record ---------------------------------------------------------------
    "did-you-mean": {
        "fr": " ; vouliez-vous dire « {suggestion} » ?",
        "en": "; did you mean '{suggestion}'?",
    },
    "come-close": {
        "fr": " ; identifiants proches : {choices}",
        "en": "; ids that come close: {choices}",
    },
    "alternative-repeated": {
        "fr": "« {id} » figure deux fois parmi les alternatives",
        "en": "'{id}' stands twice among the alternatives",
    },
    "at-least-too-many": {
        "fr": "at_least demande {at_least} alternatives, il y en a {count}",
        "en": "at_least asks for {at_least} alternatives, there are {count}",
    },
    "bad-country": {
        "fr": "« {value} » n’est pas un code de pays ISO 3166 à deux lettres",
        "en": "'{value}' is no two-letter ISO 3166 country code",
    },
    "bad-id": {
        "fr": "« {value} » n’est pas un identifiant (minuscules sans accent, chiffres, tirets)",
        "en": "'{value}' is no id (small letters without accents, digits, hyphens)",
    },
    "field-not-text": {
        "fr": "un nom de champ est un texte, non « {value} »",
        "en": "the name of a field is text, not '{value}'",
    },
    "lone-surrogate": {
        "fr": "moitié de caractère (\\ud800 à \\udfff) sans l’autre moitié",
        "en": "half a character (\\ud800 to \\udfff) without the other half",
    },
    "missing-field": {"fr": "« {field} » manque", "en": "'{field}' is missing"},
    "missing-status": {
        "fr": "« status » manque : l’indiquer, ou la date d’une étape",
        "en": "'status' is missing: give it, or the date of a stage",
    },
    "place-empty": {
        "fr": "un lieu a un nom ou un pays",
        "en": "a place has a name or a country",
    },
    "quorum-too-large": {
        "fr": "le quorum est de {quorum}, il y a {count} parties",
        "en": "the quorum is {quorum}, there are {count} parties",
    },
    "span-empty": {
        "fr": "le passage {span} finit avant de commencer",
        "en": "the span {span} ends before it begins",
    },
    "status-contradicts-dates": {
        "fr": "le statut est « {status} », mais l’étape « {stage} » est datée ; "
        "une date qu’on espère va sous « expected »",
        "en": "the status is '{status}' but the stage '{stage}' is dated; "
        "a date that is hoped for goes under 'expected'",
    },
    "too-long": {
        "fr": "plus de {max_length} caractères",
        "en": "longer than {max_length} characters",
    },
    "too-many": {"fr": "trop d’entrées", "en": "too many entries"},
    "too-few": {"fr": "il manque des valeurs dans cette liste", "en": "this list lacks values"},
    "too-short": {"fr": "une entrée au moins est attendue", "en": "at least one entry is expected"},
    "unknown-field": {"fr": "champ inconnu « {field} »", "en": "unknown field '{field}'"},
    "unknown-field-known": {
        "fr": "champ inconnu « {field} » ; champs possibles : {known}",
        "en": "unknown field '{field}'; the fields here are {known}",
    },
    "unknown-word": {"fr": "mot inconnu « {value} »", "en": "unknown word '{value}'"},
    "unknown-word-known": {
        "fr": "mot inconnu « {value} » ; mots possibles : {known}",
        "en": "unknown word '{value}'; the words here are {known}",
    },
    "wrong-pattern": {
        "fr": "« {value} » n’a pas la forme attendue ({pattern})",
        "en": "'{value}' is not of the expected form ({pattern})",
    },
    "wrong-type-list": {"fr": "une liste est attendue", "en": "expected a list"},
    "wrong-type-mapping": {
        "fr": "des champs « nom: valeur » sont attendus",
        "en": "expected fields, 'name: value'",
    },
    "wrong-type-number": {
        "fr": "un nombre entier est attendu, non « {value} »",
        "en": "expected a whole number, not '{value}'",
    },
    "wrong-type-text": {
        "fr": "un texte est attendu, non « {value} »",
        "en": "expected text, not '{value}'",
    },
    "other": {"fr": "{text}", "en": "{text}"},
    # -- what is wrong between records -------------------------------------------------------------
    "dossier-problems": {"fr": "{count} problèmes", "en": "{count} problems"},
    "dossier-problems-one": {"fr": "1 problème", "en": "1 problem"},
    "problems-cut": {
        "fr": "… les {shown} premiers sur {count}",
        "en": "… the first {shown} of {count}",
    },
    "not-whole": {"fr": "{texts}", "en": "{texts}"},
    "not-a-dossier": {
        "fr": "ce n’est pas un dossier : aucune liste institutions, agreements ou activities",
        "en": "not a dossier: it has no list institutions, agreements or activities",
    },
    "duplicate-id": {
        "fr": "l’identifiant « {id} » est déjà pris par {first}",
        "en": "the id '{id}' is already taken by {first}",
    },
    "duplicate-id-cell": {
        "fr": "l’identifiant « {id} » est déjà pris, en {cell}",
        "en": "the id '{id}' is already taken, in {cell}",
    },
    "identity-repeated": {
        "fr": "« {id} » est comparé à lui-même",
        "en": "'{id}' is compared with itself",
    },
    "identity-kinds": {
        "fr": "des fiches de natures différentes ne peuvent être comparées",
        "en": "records of different kinds cannot be compared",
    },
    "leans-on-itself": {
        "fr": "une décision en fait la même chose que « {id} », dont il dépendrait ({relation})",
        "en": "a decision makes it the same as '{id}', on which it would rely ({relation})",
    },
    "identity-contradiction": {
        "fr": "une autre décision dit que ce sont des fiches identiques (« {id} »)",
        "en": "another decision says that these records are the same ('{id}')",
    },
    "duplicate-id-line": {
        "fr": "l’identifiant « {id} » est déjà pris, ligne {line}",
        "en": "the id '{id}' is already taken, in line {line}",
    },
    "part-of-itself": {
        "fr": "« {id} » ferait partie de soi-même",
        "en": "'{id}' would be part of itself",
    },
    "repeated-link": {
        "fr": "« {id} » est déjà cité ici ({relation})",
        "en": "'{id}' is already named here ({relation})",
    },
    "unknown-id": {"fr": "identifiant inconnu « {id} »", "en": "unknown id '{id}'"},
    "unknown-source": {"fr": "source inconnue « {id} »", "en": "unknown source '{id}'"},
    "wrong-kind": {
        "fr": "« {id} » est de nature « {is} », ce que « {relation} » n’admet pas ici",
        "en": "'{id}' is of kind '{is}', which '{relation}' does not take here",
    },
    # -- what is wrong with a file -----------------------------------------------------------------
    "alias-bomb": {
        "fr": "les renvois (*alias) se multiplieraient en {count} valeurs ou davantage",
        "en": "its *aliases would multiply into {count} values or more",
    },
    "alias-circle": {
        "fr": "un renvoi (*alias) se contient lui-même",
        "en": "an *alias contains itself",
    },
    "duplicate-key": {
        "fr": "le champ « {field} » figure deux fois",
        "en": "the field '{field}' stands twice",
    },
    "empty-file": {"fr": "le fichier est vide", "en": "the file is empty"},
    "syntax": {"fr": "erreur de syntaxe : {text}", "en": "syntax error: {text}"},
    "syntax-colon": {
        "fr": "deux-points mal placés : un texte qui contient « : » se met entre guillemets droits, "
        'name: "…" ; et les retraits s’alignent',
        "en": "a colon out of place: put a text that holds ': ' in quotes, name: \"…\"; "
        "and keep indentation aligned",
    },
    "syntax-flow": {
        "fr": "entre {{}} ou [], il manque une virgule, ou un texte qui contient une apostrophe ou "
        'une virgule n’est pas entre guillemets droits, "…"',
        "en": "inside {{}} or [] a comma is missing, or a text with an apostrophe or a comma is "
        'not in double quotes, "…"',
    },
    "syntax-quote": {
        "fr": "un guillemet ou une parenthèse ouvert ici n’est jamais refermé",
        "en": "a quote or bracket opened here is never closed",
    },
    "syntax-tab": {
        "fr": "une tabulation ; les retraits s’écrivent avec des espaces",
        "en": "a tab; indentation is written with spaces",
    },
    "too-deep": {
        "fr": "les valeurs sont trop imbriquées pour un dossier",
        "en": "values are nested too deeply for a dossier",
    },
    "too-large": {
        "fr": "{size} Mo, c’est trop pour être lu en {format} (limite : {limit} Mo) ; partager le "
        "dossier en plusieurs",
        "en": "{size} MB is too much to be read as {format} (limit: {limit} MB); split the dossier "
        "into several",
    },
    "too-large-yaml": {
        "fr": "{size} Mo, c’est trop pour être lu en {format} (limite : {limit} Mo) ; le JSON, bien "
        "plus rapide, peut être plus grand",
        "en": "{size} MB is too much to be read as {format} (limit: {limit} MB); JSON, which is far "
        "quicker, may be larger",
    },
    "wrong-encoding": {
        "fr": "ce n’est pas de l’UTF-8 (octet {byte}) ; enregistrer le fichier en UTF-8",
        "en": "not UTF-8 (byte {byte}); save the file as UTF-8",
    },
    "document-damaged": {
        "fr": "{file} : document illisible ({reason})",
        "en": "{file}: the document cannot be read ({reason})",
    },
    "document-empty": {
        "fr": "{file} : ce document ne contient aucun texte",
        "en": "{file}: this document holds no text",
    },
    "document-encoding": {
        "fr": "{file} : ce n’est pas de l’UTF-8 (ligne {line}, octet {byte}) ; enregistrer le "
        "fichier en UTF-8",
        "en": "{file}: not UTF-8 (line {line}, byte {byte}); save the file as UTF-8",
    },
    "document-locked": {
        "fr": "{file} : ce document est protégé par un mot de passe ; en enregistrer une copie sans",
        "en": "{file}: this document is locked by a password; save a copy without one",
    },
    "document-not-text": {
        "fr": "{file} : ce n’est pas un texte (caractère nul, ligne {line})",
        "en": "{file}: this is no text (null character, line {line})",
    },
    "document-scanned": {
        "fr": "{file} : ces {pages} pages sont des images sans texte ; les passer d’abord à la "
        "reconnaissance de caractères (OCR)",
        "en": "{file}: its {pages} pages are pictures without text; run character recognition "
        "(OCR) first",
    },
    "document-too-large": {
        "fr": "{file} : {size} Mo une fois déplié, c’est trop (limite : {limit} Mo)",
        "en": "{file}: {size} MB once unpacked is too much (limit: {limit} MB)",
    },
    "draft-too-large": {
        "fr": "l’ébauche ferait {size} Mo, plus que ce qui se lit en YAML ({limit} Mo) ; partager le "
        "rapport en plusieurs",
        "en": "the draft would be {size} MB, more than can be read as YAML ({limit} MB); split the "
        "report into several",
    },
    "unknown-image-format": {
        "fr": "« {suffix} » n’est pas un format d’image connu ; formats : {known}",
        "en": "'{suffix}' is no known image format; the formats are {known}",
    },
    "file-exists": {
        "fr": "{file} existe déjà ; --force le remplace",
        "en": "{file} already exists; --force replaces it",
    },
    "files-exist": {
        "fr": "{file} existent déjà ; --force les remplace",
        "en": "{file} already exist; --force replaces them",
    },
    "file-twice": {
        "fr": "{file} : deux sorties ont ce nom",
        "en": "{file}: two outputs have this name",
    },
    "save-unfinished": {
        "fr": "{folder} : un enregistrement a été interrompu et ne peut pas être achevé ({reason}). "
        "Pour garder les nouveaux fichiers, déplacer ceux de {staging}/new vers {folder} ; pour "
        "revenir aux anciens, y déplacer ceux de {staging}/old ; puis supprimer {staging}",
        "en": "{folder}: a save was interrupted and cannot be finished ({reason}). To keep the new "
        "files, move those in {staging}/new to {folder}; to go back to the old ones, move those in "
        "{staging}/old there; then delete {staging}",
    },
    "file-failed": {
        "fr": "{file} : lecture ou écriture impossible ({reason})",
        "en": "{file}: cannot be read or written ({reason})",
    },
    "internal-error": {
        "fr": "erreur interne de coopgraph ({error}) ; COOPGRAPH_DEBUG=1 en montre le détail",
        "en": "internal error of coopgraph ({error}); COOPGRAPH_DEBUG=1 shows its details",
    },
    "unknown-format": {
        "fr": "« {suffix} » n’est pas un format connu ; formats : {known}",
        "en": "'{suffix}' is no known format; the formats are {known}",
    },
    "not-installed": {
        "fr": "{package} n’est pas installé : pip install 'coopgraph-conventions[{extra}]'",
        "en": "{package} is not installed: pip install 'coopgraph-conventions[{extra}]'",
    },
    "no-rapidfuzz": {
        "fr": "chercher les fautes de frappe demande {package} : "
        "pip install 'coopgraph-conventions[{extra}]' ; sans elles : --no-suggest",
        "en": "looking for misspellings needs {package}: "
        "pip install 'coopgraph-conventions[{extra}]'; to go without: --no-suggest",
    },
    # -- what is wrong with a graph ----------------------------------------------------------------
    "graph-problems": {
        "fr": "{count} problèmes dans le graphe",
        "en": "{count} problems in the graph",
    },
    "graph-problems-one": {"fr": "1 problème dans le graphe", "en": "1 problem in the graph"},
    "graph-undirected": {
        "fr": "le graphe n’est pas orienté ; un lien va de ce qui dépend à ce dont il dépend",
        "en": "the graph is not directed; an edge goes from what relies to what is relied on",
    },
    "missing-attribute": {
        "fr": "l’attribut « {attribute} » manque",
        "en": "the attribute '{attribute}' is missing",
    },
    "node-not-text": {
        "fr": "les nœuds sont des textes, non {type}",
        "en": "nodes are text, not {type}",
    },
    "number-out-of-range": {
        "fr": "« {attribute} » est un nombre entier de {least} à {most}, non {value}",
        "en": "'{attribute}' is a whole number from {least} to {most}, not {value}",
    },
    "unknown-attribute-word": {
        "fr": "« {attribute} » : mot inconnu « {value} »",
        "en": "'{attribute}': unknown word '{value}'",
    },
    "unknown-attribute-word-known": {
        "fr": "« {attribute} » : mot inconnu « {value} » ; mots possibles : {known}",
        "en": "'{attribute}': unknown word '{value}'; the words here are {known}",
    },
    "wrong-attribute-type": {
        "fr": "« {attribute} » est de type {type}, non {is}",
        "en": "'{attribute}' is of type {type}, not {is}",
    },
    "wrong-ends": {
        "fr": "« {relation} » ne va pas de {dependent} à {prerequisite}",
        "en": "'{relation}' does not go from {dependent} to {prerequisite}",
    },
    # -- items that are asked for ------------------------------------------------------------------
    "unknown-item": {
        "fr": "rien ne porte le nom « {reference} »",
        "en": "nothing is called '{reference}'",
    },
    "unknown-item-close": {
        "fr": "rien ne porte le nom « {reference} » ; vouliez-vous dire : {suggestions} ?",
        "en": "nothing is called '{reference}'; did you mean: {suggestions}?",
    },
    "unknown-item-several": {
        "fr": "rien ne porte le nom « {reference} » ; identifiants proches : {suggestions}",
        "en": "nothing is called '{reference}'; ids that come close: {suggestions}",
    },
    "file-not-item": {
        "fr": "« {reference} » est un fichier : --in {reference}",
        "en": "'{reference}' is a file: --in {reference}",
    },
    "file-missing": {
        "fr": "{file} : ce fichier ou ce dossier n’existe pas",
        "en": "{file}: there is no such file or folder",
    },
    "ambiguous-item": {
        "fr": "« {reference} » désigne plusieurs éléments : {suggestions}",
        "en": "'{reference}' names several items: {suggestions}",
    },
}
