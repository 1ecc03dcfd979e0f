"""What is wrong with a table of relations, or with the engine that is asked."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import N_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    "title-relation-exposure": N_("How many depend on each, directly or through others"),
    "database-generated": N_("the column '{name}' is generated; store it as an ordinary column"),
    "database-macro": N_(
        "the database holds the macro '{name}', which could change its meaning; drop it"
    ),
    "database-trigger": N_("the table has a trigger, '{name}'; drop it"),
    "database-view": N_(
        "'{name}' is a view, that is a program, and is not run; make it a table (CREATE TABLE … AS SELECT …)"
    ),
    "database-virtual": N_(
        "'{name}' is a virtual table without rows of its own; make it an ordinary table"
    ),
    "unknown-engine": N_("'{engine}' is not a known engine; the engines are {known}"),
    "engine-address": N_("{engine}: invalid address; it looks like {form}"),
    "engine-failed": N_("{engine}: {reason}"),
    "engine-nowhere": N_("{engine}: say what to read, a file (--relations) or a database (--url)"),
    "engine-other-file": N_(
        "{engine} does not read {suffix} files, which are for {other}; it reads {known}"
    ),
    "engine-slow": N_(
        "{engine}: stopped after {seconds} s; in Python, read_relations(…, timeout=…) allows more"
    ),
    "engine-two-places": N_("{file} is a database itself: it takes no address (--url)"),
    "no-java": N_("spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless"),
    "relation-column-missing": N_("the column '{attribute}' is missing; the columns are {known}"),
    "relation-end-missing": N_("rows without a dependent or a depends_on: {count}"),
    "relation-end-type": N_(
        "ids are text everywhere or whole numbers everywhere, not {types}; turn them into text"
    ),
    "relation-no-reliance": N_("'{value}' does not carry reliance; leave such rows out"),
    "relation-word-missing": N_(
        "rows where '{attribute}' is empty: {count}; the words here are {known}"
    ),
    "unknown-item-no-rows": N_(
        "nothing is called '{reference}': the table of relations has no rows"
    ),
}
