"""What the questions say: what falls, what comes first, what has changed, what to check."""

from collections.abc import Mapping
from typing import Final

from coopgraph.messages.marks import CP_, N_, P_, Message

MESSAGES: Final[Mapping[str, Message]] = {
    # -- overview ----------------------------------------------------------------------------------
    "overview": N_("What the dossier holds"),
    "overview-counts": N_(
        "Institutions: {institution}; agreements: {agreement}; provisions: {provision}; "
        "activities: {activity}"
    ),
    "at-least": N_("{items} (at least {count})"),
    "fact-state": N_("State"),
    "fact-country": N_("Country"),
    "fact-aliases": N_("Also written"),
    "fact-topics": N_("Themes"),
    "column-id": N_("Id"),
    "column-state": N_("State or country"),
    "column-about": N_("What"),
    "column-value": N_("Recorded"),
    # -- what if -----------------------------------------------------------------------------------
    "and": N_("and if"),
    "if": N_("If {parts}:"),
    "quoted": N_("“{name}”"),
    "if-fails": P_("{items} fails or comes to an end", "{items} fail or come to an end"),
    "if-signs": P_("{items} is signed or agreed", "{items} are signed or agreed"),
    "if-enters_into_force": P_("{items} enters into force", "{items} enter into force"),
    "if-starts": P_("{items} starts", "{items} start"),
    "if-completes": P_("{items} is completed", "{items} are completed"),
    "if-withdraws": P_("{items} withdraws", "{items} withdraw"),
    "if-refuses": P_("{items} refuses to act", "{items} refuse to act"),
    "if-about": N_("{text} ({about})"),
    "if-ratifies": P_("{items} ratifies", "{items} ratify"),
    "no-consequences": N_("nothing else changes, as far as recorded."),
    "although": N_("As supposed, although a condition is not met: {item}: {needs}."),
    "not-exhaustive": N_(
        "Not every way in which the possible can turn out was tried: there may be more possible consequences."
    ),
    "effect-lost": N_("lost"),
    "effect-blocked": N_("out of reach"),
    "effect-delayed": N_("has to wait"),
    "effect-held": N_("waits for an act"),
    "effect-achieved": N_("comes with it"),
    "effect-freed": N_("nothing left to wait for"),
    "effect-gained": N_("can come next"),
    "effect-unblocked": N_("within reach again"),
    "effect-at-least": N_("at least: {effect}"),
    "memo-lost-certain": CP_("sentence", "certainly lost", "certainly lost"),
    "memo-lost-possible": CP_("sentence", "possibly lost", "possibly lost"),
    "memo-blocked-certain": CP_("sentence", "certainly out of reach", "certainly out of reach"),
    "memo-blocked-possible": CP_("sentence", "possibly out of reach", "possibly out of reach"),
    "memo-delayed-certain": CP_("sentence", "certainly has to wait", "certainly have to wait"),
    "memo-delayed-possible": CP_("sentence", "possibly has to wait", "possibly have to wait"),
    "memo-held-certain": CP_(
        "sentence", "certainly waits for somebody's act", "certainly wait for somebody's act"
    ),
    "memo-held-possible": CP_(
        "sentence", "possibly waits for somebody's act", "possibly wait for somebody's act"
    ),
    "memo-achieved-certain": CP_("sentence", "certainly comes with it", "certainly come with it"),
    "memo-achieved-possible": CP_("sentence", "possibly comes with it", "possibly come with it"),
    "memo-freed-certain": CP_(
        "sentence",
        "certainly has nothing left to wait for",
        "certainly have nothing left to wait for",
    ),
    "memo-freed-possible": CP_(
        "sentence",
        "possibly has nothing left to wait for",
        "possibly have nothing left to wait for",
    ),
    "memo-gained-certain": CP_("sentence", "can certainly come next", "can certainly come next"),
    "memo-gained-possible": CP_("sentence", "can possibly come next", "can possibly come next"),
    "memo-unblocked-certain": CP_(
        "sentence", "certainly within reach again", "certainly within reach again"
    ),
    "memo-unblocked-possible": CP_(
        "sentence", "possibly within reach again", "possibly within reach again"
    ),
    "needs-consent": N_("needs {missing} to take part"),
    "needs-quorum": N_("without {missing} too few take part"),
    "needs-entry": N_("without {missing} too few have ratified"),
    "needs-first": N_("has to be signed, agreed or under way first"),
    "needs-whole": N_("rests on {missing}"),
    "needs-requirement": N_("requires {missing}"),
    "needs-either": N_("requires {missing}"),
    "needs-excluded": N_("cannot stand beside {missing}"),
    "needs-superseded": N_("is superseded by {missing}"),
    "gives-consent": N_("{missing} takes part"),
    "gives-quorum": N_("with {missing} enough take part"),
    "gives-entry": N_("with {missing} enough have ratified"),
    "gives-first": N_("it has been signed, agreed or begun"),
    "gives-whole": N_("rests on {missing}"),
    "gives-requirement": N_("requires {missing}"),
    "gives-either": N_("requires {missing}"),
    "gives-excluded": N_("{missing} no longer excludes it"),
    "gives-superseded": N_("is no longer superseded by {missing}"),
    "tally": N_("{before} → {after}, {needed} needed"),
    "change-empty": N_("the change names nothing that could happen"),
    "change-completed": N_("{item} is completed, which nothing undoes"),
    "change-ended": N_("{item} has ended and cannot be concluded"),
    "change-part-alone": N_(
        "{item} cannot be agreed alone: {whole} is neither signed nor named in the change"
    ),
    "change-wrong-record": N_("{item} cannot be named by '{kind}'; use: {known}"),
    "change-not-institution": N_("{item} is not an institution, which '{kind}' expects"),
    "change-no-party": N_("{body} does not consent to {item}, so '{kind}' means nothing"),
    "change-contradicts": N_("the change contradicts itself about {item}"),
    "change-excludes": N_("{item} and {other} exclude each other: they cannot both be concluded"),
    # -- why not -----------------------------------------------------------------------------------
    "title-why-not": N_("Why this cannot be reached: {goal}"),
    "why-not-certain": N_("{goal} cannot be reached, because {steps}."),
    "why-not-possible": N_("Possibly, {goal} cannot be reached, because {steps}."),
    "why-not-nothing": N_("Nothing recorded puts it out of reach: {goal}"),
    "opposed-certain": N_(
        "No way leads there: {items} would both be needed, and they cannot both stand."
    ),
    "opposed-possible": N_(
        "Possibly no way leads there: {items} would then both be needed, and they cannot both stand."
    ),
    "and-because": N_(", and because "),
    "also": N_("and"),
    "why-not-ended": N_("{item} has ended or was given up"),
    "why-not-excluded": N_("{item} cannot stand beside {lacking}, which stands"),
    "why-not-late": N_("{item} required {lacking} by a date that has passed"),
    "why-not-first": N_("{item} has to be signed, agreed or begun first, which it cannot"),
    "why-not-too-few": N_("{item} cannot have the parties that it needs: {lacking}"),
    "why-not-consent": N_("{item} needs an act of {lacking}, who will not give it"),
    "why-not-quorum": N_(
        "{item} needs {needed} of its parties, and without {lacking} at most {possible} can act"
    ),
    "why-not-entry": N_(
        "{item} needs ratifications of {needed}, and without {lacking} at most {possible} is possible"
    ),
    "why-not-whole": N_("{item} rests on {lacking}, which cannot come"),
    "why-not-requirement": N_("{item} requires {lacking}, which cannot come"),
    "nearest-change": N_("The nearest change that would open it: {changes}."),
    "why-not-not-smallest": N_(
        "The search stopped at its limit: there may be a shorter reason or a nearer change."
    ),
    "opening-act": N_("{other} acts after all ({item})"),
    "opening-revive": N_("{item} is taken up again"),
    "opening-allow": N_("{item} may stand beside {other}"),
    "opening-extend": N_("the deadline for {other} is extended ({item})"),
    "opening-drop": N_("{item} no longer requires {other}"),
    # -- state -------------------------------------------------------------------------------------
    "title-states": N_("What stands, and what can come next"),
    "no-states": N_("There is nothing to be concluded."),
    "states-recorded": N_(
        "“Can come next” means that nothing recorded stands in the way but the acts listed; “within reach”, that other things have to come first."
    ),
    "reach-opposed": N_(
        "Some items within reach exclude or end one another: each can come, but not all of them together."
    ),
    "milestone-state": N_("{milestone}: {state}"),
    "or-else": N_("{best}, or else {worst}"),
    "awaits": N_("awaits {items}"),
    "column-comes-after": N_("Comes after"),
    "column-milestone": N_("Milestone"),
    "column-state-now": N_("State now"),
    "column-at-worst": N_("Or else"),
    "column-awaits": N_("Awaits"),
    "column-state-change": N_("Before → after"),
    "column-because": N_("Because"),
    "column-effect": N_("Effect"),
    # -- what comes first --------------------------------------------------------------------------
    "target": N_("{item} ({milestone})"),
    "title-unlock": N_("What must be concluded for: {goal}"),
    "unlock-achieved": N_("It is achieved: there is nothing to do."),
    "unlock-perhaps-achieved": N_(
        "It is possibly achieved already; this is for the case that it is not."
    ),
    "unlock-unreachable": N_("Out of reach, as far as recorded."),
    "obstacle-dead": P_("Ended or given up: {items}", "Ended or given up: {items}"),
    "obstacle-deadlock": N_("Waiting for each other: {items}"),
    "obstacle-too-few": N_("Too few parties or alternatives: {items}"),
    "obstacle-refused": P_("No longer acts: {items}", "No longer act: {items}"),
    "obstacle-excluded": N_("Excluded, since only one of them can stand: {items}"),
    "obstacle-conflict": N_("Both would be needed, and they cannot both stand: {items}"),
    "obstacle-late": N_("A deadline has passed: {items}"),
    "search-stopped": N_("The search stopped at its limit: there may be more."),
    "not-all-shared": N_(
        "The search stopped at its limit: agreements with many parties are not all counted."
    ),
    "not-all-brokers": N_(
        "The search stopped at its limit: the betweenness is an estimate from the shortest paths that start from {starts} institutions, and institutions with many partners may be missing."
    ),
    "why-not-stopped": N_(
        "Nothing that puts it out of reach was found before the search stopped at its limit: {goal}"
    ),
    "nothing-found": N_("Nothing was found before the search stopped at its limit."),
    "plans-search-stopped": N_(
        "The search stopped at its limit: there may be more plans, and smaller ones."
    ),
    "no-plan-found": N_(
        "No plan was found before the search stopped at its limit; there may be one."
    ),
    "roadmap-search-stopped": N_("The search stopped at its limit: there may be a shorter way."),
    "pessimistic-adds": N_(
        "Plan {plan}: if all that is possible stands in the way, it also needs: {items}"
    ),
    "pessimistic-never": N_(
        "Plan {plan}: if all that is possible stands in the way, it does not succeed."
    ),
    "lacking-parties": P_(
        "{lacking} party ({given} of {needed})",
        "{lacking} parties ({given} of {needed})",
    ),
    "lacking-weight": N_("{lacking} of “{weight}” ({given} given, {needed} needed)"),
    "still-lacking": N_("still lacking: {items}"),
    "step-deadline": N_("deadline: {date}"),
    "weight-amount": N_("amount"),
    "deadline-at_risk": N_("{date} (at risk)"),
    "deadline-missed": N_("{date} (cannot be kept)"),
    "dated": N_("{item}: {date}"),
    "steps-overdue": N_("Expected by now and not reached: {items}"),
    "step-held-up": N_("{item} is expected ({date}) before what it needs can come: {other}"),
    "title-when": N_("When this is reached, at the earliest and at the latest: {goal}"),
    "when-achieved": N_("It is achieved."),
    "when-earliest": N_("Earliest: {date}."),
    "when-no-earliest-undated": N_("Earliest: no recorded date delays it."),
    "when-no-earliest-deadline": N_(
        "Never, by the dates that are expected: what is required by a deadline comes too late."
    ),
    "when-no-earliest-out_of_reach": N_("Never: it is out of reach, as far as recorded."),
    "when-latest": N_("Latest: {date}."),
    "when-no-latest-undated": N_("Latest: open, because something that may be needed has no date."),
    "when-no-latest-deadline": N_("Latest: perhaps never, because a deadline may be missed."),
    "when-no-latest-out_of_reach": N_(
        "Latest: perhaps never, if all that is possible stands in the way."
    ),
    "when-forecast": N_("Expected dates are forecasts: this holds as far as they do."),
    "bound-earliest": N_("earliest"),
    "bound-latest": N_("latest"),
    "bound-deadline": N_("deadline"),
    "basis-recorded": N_("recorded date"),
    "basis-expected": N_("expected date"),
    "basis-around": N_("expected date of an earlier or a later stage"),
    "basis-state": N_("not reached at the date of the state"),
    "basis-waits": N_("waits for: {items}"),
    "basis-deadline": N_("has a deadline for what comes too late: {items}"),
    "basis-undated": N_("no date is recorded"),
    "basis-out_of_reach": N_("out of reach"),
    "basis-out_of_reach-perhaps": N_("perhaps out of reach"),
    "basis-missed": N_("cannot be kept: {items}"),
    "basis-at_risk": N_("at risk: {items}"),
    "basis-open": N_("no latest date is known: {items}"),
    "basis-kept": N_("is kept as far as expected: {items}"),
    "column-bound": N_("Bound"),
    "column-what": N_("What"),
    "column-date": N_("Date"),
    "title-blockers": N_("Whose loss puts this out of reach: {goal}"),
    "no-single-blockers": N_("No single loss is enough."),
    "no-blockers": N_("There are none: losing up to {size} items together is never enough."),
    "blockers-not-found": N_(
        "None was found: the search stopped at its limit. There is none up to size {searched}; there may be some up to size {size}."
    ),
    "title-ready": N_("What can come next"),
    "no-ready": N_("Nothing can come next."),
    "title-deadlocks": N_("What is waiting for each other"),
    "no-deadlocks": N_("Nothing is waiting for each other."),
    "title-roadmap": N_("What to conclude in which order"),
    "no-roadmap": N_("There is nothing to conclude."),
    "critical-chain": N_("* the longest chain: each waits for the one before it"),
    "roadmap-unreachable": N_("Out of reach: {items}"),
    "column-circle": N_("Circle"),
    "column-conclude": N_("Conclude"),
    "column-earliest": N_("Earliest"),
    "column-by-refusing": N_("Refusing is enough"),
    "column-when": N_("When"),
    "column-loss": N_("Loss of"),
    "column-may-join": N_("May join"),
    "column-must-act": N_("Must act"),
    "column-plan": N_("Plan"),
    "column-stage": N_("Stage"),
    # -- time and structure ------------------------------------------------------------------------
    "title-changes": N_("What has changed"),
    "no-changes": N_("Nothing has changed."),
    "title-changes-between": N_("What has changed: {start} → {end}"),
    "changes-of-wording": P_(
        "{count} change of wording or evidence is not listed here; records, JSON and CSV have it.",
        "{count} changes of wording or evidence are not listed here; records, JSON and CSV have them.",
    ),
    "change-possible": N_("{change} (possible)"),
    "field-status_certainty": N_("certainty of the status"),
    "field-status_possible": N_("possible status"),
    "field-record": N_("kind of record"),
    "field-same_as": N_("the same as"),
    "column-changed-what": N_("What"),
    "column-change": N_("Change"),
    "column-before": N_("Before"),
    "column-after": N_("After"),
    "title-history": N_("What happened, and what is expected"),
    "no-history": N_("Nothing is dated."),
    "column-event": N_("Event"),
    "column-occurrence": N_("Happened?"),
    "event-of-link": N_("{event} ({relation})"),
    "event-about": N_("{event}: {items}"),
    "title-participation": N_("Who is party to which agreement"),
    "participation-marks": N_("● required party; ○ possible party"),
    "title-cooperation": N_("Who shares agreements with whom"),
    "no-cooperation": N_("No agreement is shared."),
    "column-institution": N_("Institution"),
    "column-shared-certain": N_("Shared, certain"),
    "column-shared-possible": N_("Shared, possible"),
    "title-brokers": N_("Who stands between others, by the agreements they share"),
    "column-betweenness": N_("Betweenness"),
    "column-coordinator": N_("Coordinator"),
    "column-itinerant": N_("Itinerant"),
    "column-gatekeeper": N_("Gatekeeper"),
    "column-representative": N_("Representative"),
    "column-liaison": N_("Liaison"),
    # -- findings ----------------------------------------------------------------------------------
    "title-findings": N_("Points to check"),
    "no-findings": N_("Nothing to report."),
    "names-not-compared": N_(
        "Where more than {count} names begin alike, only identical names were looked for, not similar ones."
    ),
    "column-severity": N_("Severity"),
    "column-finding": N_("Finding"),
    "column-remedy": N_("What to do"),
    "finding-act-over-time": N_(
        "{items}: {date} is the whole time; for some day in it, write {choice}"
    ),
    "remedy-act-over-time": N_("Keep the date if the act takes that long, else change it."),
    "finding-circular": N_("Waiting for each other: {items}"),
    "remedy-circular": N_("Drop one of the requirements, or make it only possible."),
    "finding-circle-of-support": N_(
        "Each stands because of another, so that none can have come first: {items}"
    ),
    "remedy-circle-of-support": N_(
        "Check which came first, and drop the requirement that it did not have."
    ),
    "finding-deadline-missed": N_("The deadline for what the first requires has passed: {items}"),
    "remedy-deadline-missed": N_("Record what was reached in time, or a new deadline."),
    "finding-excluded": N_("These exclude each other, and all stand: {items}"),
    "remedy-excluded": N_("Record which one has ended, or drop the exclusion."),
    "finding-expected-too-early": N_(
        "The first is expected ({date}) before what it requires ({later}): {items}"
    ),
    "remedy-expected-too-early": N_("Check both dates, or the requirement."),
    "finding-never-enough": N_("It can never have the parties that it needs: {items}"),
    "remedy-never-enough": N_("Check the quorum or threshold, and the parties."),
    "finding-signed-without": N_("The first stands although it requires what does not: {items}"),
    "remedy-signed-without": N_("Record what has been reached, or correct the requirement."),
    "finding-dates-contradict": N_("{items}: the stage '{first}' is dated after '{second}'"),
    "remedy-dates-contradict": N_("Check both dates."),
    "finding-dead-requirement": N_("The first depends on the second, which has ended: {items}"),
    "remedy-dead-requirement": N_("Name an alternative, or drop the requirement."),
    "finding-idle-provision": N_("Nothing depends on this provision: {items}"),
    "remedy-idle-provision": N_("Record what requires it, if anything does."),
    "finding-inferred": P_(
        "{items}: {count} reading inferred, not stated",
        "{items}: {count} readings inferred, not stated",
    ),
    "remedy-inferred": N_("Have them confirmed by a source."),
    "finding-near-duplicate": N_("Very similar names: {items}"),
    "remedy-near-duplicate": N_("Decide under 'identities': same_as, not_same_as or unsure."),
    "finding-identity-unsure": N_("Possibly the same, not decided yet: {items}"),
    "remedy-identity-unsure": N_("Decide same_as or not_same_as once a source says so."),
    "finding-identity-differs": N_(
        "Records said to be the same ({ids}) contradict each other: {fields}; the first counts"
    ),
    "remedy-identity-differs": N_("Correct the records, or withdraw the decision."),
    "finding-no-evidence": P_(
        "{items}: {count} claim without a source", "{items}: {count} claims without a source"
    ),
    "remedy-no-evidence": N_("Add 'evidence'."),
    "finding-no-members": N_("Federation of which no member is recorded: {items}"),
    "remedy-no-members": N_("Record its members by 'member_of'."),
    "finding-overdue": N_("{items}: planned for {date}, not achieved yet"),
    "remedy-overdue": N_("Update the status or the date."),
    "finding-unmentioned": N_("No link to: {items}"),
    "remedy-unmentioned": N_("Record its part, or remove the record."),
    "finding-unnamed-counterpart": N_("At least one party is not named: {items}"),
    "remedy-unnamed-counterpart": N_("Name it as soon as it is known."),
}
