// The card of an item: what to do next, what can stop it, who depends on it, what it needs, what if.

function showCard() {
  const card = byId("card");
  const n = state.selected;
  card.hidden = n === null;
  document.body.classList.toggle("with-card", n !== null);
  if (n === null) return;
  const open = new Set([...card.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  card.replaceChildren(...cardOf(n));
  for (const one of card.querySelectorAll("details")) one.open = open.has(one.dataset.key);
}

function cardOf(n) {
  const item = data.items[n];
  const answers = answersOf(n);
  return [
    element(
      "div",
      { class: "card-bar" },
      element("button", { type: "button", class: "plain", "data-close": true }, `← ${say("page-back")}`),
    ),
    element("p", { class: `record ${item.record}` }, [text(item.sort), ...(item.record === "institution" ? (item.countries ?? []).map((code) => text(data.countries[code])) : [])].filter(Boolean).join(" · ")),
    element("h2", { id: "card-title" }, named(n, full(n))),
    item.state ? element("p", { class: `stage ${item.standing}` }, text(item.state)) : null,
    item.outlook ? element("p", { class: "stage" }, text(item.outlook), ...awaits(item)) : null,
    item.aliases ? element("p", { class: "small" }, say("page-also", { names: item.aliases.join(" · ") })) : null,
    item.topics ? element("p", { class: "small" }, say("page-topics", { names: item.topics.join(" · ") })) : null,
    item.evidence
      ? element("details", { class: "proof", "data-key": "own" }, element("summary", {}, say("page-evidence")), places(item.evidence))
      : null,
    ...(answers ? [whatIf(n, answers), prospects(answers.next), ...reach("dependents", answers), ...reach("needs", answers), ownLinks(answers)] : [leftOut(item)]),
  ].filter(Boolean);
}

/** Whose act the next milestone of an item awaits: " · awaits A, B". */
function awaits(item) {
  if (!item.awaits) return [];
  const [before, after] = say("awaits", { items: "\n" }).split("\n");
  const names = item.awaits.flatMap((n, at) => (at ? [", ", itemButton(n, short(n))] : [itemButton(n, short(n))]));
  return [` · ${before}`, ...names, after];
}

function leftOut(item) {
  const command = `coopgraph dependents ${item.id}`;
  return element("p", { class: "notice" }, say("page-left-out", { command }));
}

// -- what to do next, what stands in the way, what can stop it -----------------------------------

function prospects(next) {
  if (!next) return null;
  const { steps = [], remarks = [], why = [], beside = [], losses = [], none = [] } = next;
  const proof = why.length || beside.length;
  return element(
    "section",
    { class: "prospects" },
    steps.length || remarks.length ? element("h3", {}, say("page-steps")) : null,
    steps.length ? element("ol", { class: "rows steps" }, steps.map(step)) : null,
    ...remarks.map(remark),
    proof ? element("h3", {}, say(steps.length ? "page-why-perhaps" : "page-why")) : null,
    why.length ? element("ol", { class: "rows why" }, why.map(reason)) : null,
    ...beside.map(remark),
    losses.length || none.length ? element("h3", {}, say("page-losses")) : null,
    losses.length ? element("ul", { class: "rows losses" }, losses.map(loss)) : null,
    ...none.map(remark),
  );
}

const remark = (words) => element("p", { class: "small" }, text(words));

function step([item, words, evidence]) {
  return element("li", {}, titled(item), element("p", {}, text(words)), source(evidence));
}

function reason([, words, evidence]) {
  return element("li", {}, element("p", {}, text(words)), source(evidence));
}

const source = (evidence) => (evidence.length ? element("p", { class: "small" }, cited(evidence)) : null);

/** A sentence on losses, and below it their names. */
function loss([words, items]) {
  const names = items.map((n) => element("li", {}, itemButton(n, short(n))));
  return element("li", {}, ...text(words).split("{items}"), element("ul", { class: "names" }, names));
}

// -- who depends on it, what it needs ------------------------------------------------------------

function reach(which, answers) {
  const rows = answers[which].filter(([, certain]) => rowPasses(certain));
  const hidden = answers[which].length - rows.length;
  const heading = element("h3", {}, `${say(`page-${which}`)} `, element("span", { class: "count" }, String(answers[which].length)));
  if (!answers[which].length) return [heading, element("p", { class: "none" }, say(`page-no-${which}`))];
  return [
    heading,
    ...[1, 0].flatMap((certain) => {
      const group = rows.filter((row) => row[1] === certain);
      if (!group.length) return [];
      const label = say(certain ? "page-certain" : "page-possible");
      return [
        element("h4", { class: certain ? "certain" : "possible" }, `${label} `, element("span", { class: "count" }, String(group.length))),
        element("ul", { class: "rows" }, group.map((row) => reachRow(which, row))),
      ];
    }),
    hidden ? element("p", { class: "none" }, say("page-hidden-rows", { count: hidden })) : null,
  ];
}

function reachRow(which, [item, , path]) {
  const between = path.slice(0, -1).map((link) => data.links[link][1]);
  const way = between.length ? say("page-through", { items: between.map(short).join(" → ") }) : "";
  const shown = proof(path);
  shown.dataset.key = `${which}-${item}`;
  return element(
    "li",
    {},
    titled(item),
    element("p", { class: "small" }, [way, cited(path.flatMap(evidenceOf))].filter(Boolean).join(" — ")),
    shown,
  );
}

function ownLinks(answers) {
  if (!answers.links.length) return null;
  return element(
    "details",
    { class: "own", "data-key": "links" },
    element("summary", {}, element("h3", {}, `${say("page-links")} `, element("span", { class: "count" }, String(answers.links.length)))),
    element("ul", { class: "rows" }, answers.links.map((link) => element("li", {}, sentence(link), places(evidenceOf(link))))),
  );
}

// -- what if -------------------------------------------------------------------------------------

function whatIf(n, answers) {
  const item = data.items[n];
  const choices = ["none", "fails", "concludes"].filter((one) => one === "none" || answers[one]);
  if (choices.length === 1) return null;
  const labels = {
    none: "page-what-if-none",
    fails: item.record === "institution" ? "page-what-if-withdraws" : item.standing === "achieved" ? "page-what-if-ends" : "page-what-if-fails",
    concludes: answers.concludes ? `page-what-if-${item.record === "provision" ? "agrees" : Object.keys(answers.concludes.change)[0]}` : "",
  };
  const radios = choices.map((one) =>
    element(
      "label",
      {},
      element("input", { type: "radio", name: "supposed", value: one, checked: one === state.supposed }),
      element("span", {}, say(labels[one])),
    ),
  );
  return element(
    "section",
    { class: "what-if", "aria-label": say("page-what-if") },
    element("fieldset", { class: "choice" }, element("legend", {}, say("page-what-if")), radios),
    state.supposed === "none" ? null : consequences(answers[state.supposed]),
  );
}

function consequences({ if: supposed, rows, although, complete }) {
  const shown = rows.filter(([, , certain]) => rowPasses(certain));
  return element(
    "div",
    { class: "consequences" },
    element("p", { class: "supposed" }, text(supposed)),
    rows.length ? null : element("p", { class: "none" }, say("page-nothing-else")),
    data.effects.flatMap(([effect, family]) => {
      const group = shown.filter((row) => row[1] === effect);
      if (!group.length) return [];
      return [
        element("h3", { class: family }, element("span", { class: "effect" }, say(`effect-${effect}`)), " ", element("span", { class: "count" }, String(group.length))),
        element("ul", { class: "rows" }, group.map(consequence)),
      ];
    }),
    shown.length < rows.length ? element("p", { class: "none" }, say("page-hidden-rows", { count: rows.length - shown.length })) : null,
    although.map(([item, code, missing]) => element("p", { class: "none" }, say("although", { item: full(item), needs: say(code, { missing: short(missing) }) }))),
    complete ? null : element("p", { class: "none" }, say("not-exhaustive")),
  );
}

const familyOf = new Map(data.effects);

function consequence([item, effect, certain, because, before, after, milestone, atLeast]) {
  const reasons = because.map(([code, missing]) => say(code, { missing: short(missing) })).join(" ← ");
  const said = cited(because.flatMap(([, , evidence]) => evidence));
  return element(
    "li",
    { "data-effect": effect, "data-certain": certain },
    titled(item),
    " ",
    element("span", { class: `tag ${familyOf.get(effect)} ${certain ? "sure" : "perhaps"}` }, say(atLeast ? "page-at-least" : certain ? "page-certain" : "page-possible")),
    element("p", { class: "small" }, say("milestone-state", { milestone: text(milestone), state: `${outlook(before)} → ${outlook(after)}` })),
    element("p", { class: "small" }, [reasons, said].filter(Boolean).join(" — ")),
  );
}

/** A state at best, and at worst where that differs: "can come next, or else out of reach". */
function outlook([best, worst]) {
  const states = { best: word("state", best), worst: word("state", worst) };
  return best === worst ? states.best : say("or-else", states);
}

/** Announce the consequences to screen readers. */
function announce() {
  const rows = supposition()?.rows;
  const certain = rows?.filter((row) => row[2]).length;
  byId("news").textContent = rows ? say("page-consequences", { certain, possible: rows.length - certain }) : "";
}
