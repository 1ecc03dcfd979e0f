// Evidence and proving paths as lists.

/** One piece of evidence: its place, whether stated or inferred, its quote and its note. */
function place(number) {
  const { source, where, reading, quote, note } = data.evidence[number];
  const title = text(data.sources[source]) || source || "";
  const several = Object.keys(data.sources).length > 1;
  const words = [several || !where ? title : "", text(where)].filter(Boolean).join(", ");
  return element(
    "li",
    { class: "place" },
    element("span", { title, dir: "auto" }, words || text(note)),
    " ",
    element("span", { class: `tag ${reading}` }, say(`page-${reading}`)),
    quote ? element("q", { dir: "auto" }, quote) : null,
    note && words ? element("span", { class: "note", dir: "auto" }, text(note)) : null,
  );
}

function places(numbers) {
  if (!numbers.length) return element("p", { class: "none" }, say("page-no-evidence"));
  return element("ul", { class: "places" }, numbers.map(place));
}

/** Each place once, in short form: "recommendation 1 (stated)". */
function cited(numbers) {
  const seen = new Set();
  for (const number of numbers) {
    const { source, where, reading } = data.evidence[number];
    seen.add(`${text(where) || source || "?"} (${say(`page-${reading}`)})`);
  }
  return [...seen].join(", ");
}

/** A tag for links that are only possible or have alternatives. */
function strengthTag(strength) {
  if (strength === "possible") return element("span", { class: "tag possible" }, word("certainty", say("page-possible")));
  if (strength === "alternative") return element("span", { class: "tag alternative" }, say("page-alternative"));
  return null;
}

/** A link as a sentence: "AFD is party to …", with its role. */
function sentence(number) {
  const [from, to, relation, strength, role, , isProposed] = data.links[number];
  const part = role ? ` (${word("role", role)})` : "";
  return [
    itemButton(from, short(from)),
    ` ${word(isProposed ? "proposed" : "relation", relation)} `,
    itemButton(to, short(to)),
    part,
    " ",
    strengthTag(strength),
  ];
}

const evidenceOf = (number) => data.links[number][5];

/** A proving path, link by link, each with its evidence. */
function proof(path) {
  return element(
    "details",
    { class: "proof" },
    element("summary", {}, say("page-proof")),
    element("ol", {}, path.map((link) => element("li", {}, sentence(link), places(evidenceOf(link))))),
  );
}

/** A button with a name, which opens its item. */
function itemButton(n, words) {
  return element("button", { type: "button", class: `go ${data.items[n].record}`, "data-go": n }, named(n, words));
}

/** The heading of a row: the short name, and below it the full name. */
function titled(n) {
  const name = text(data.items[n].name);
  const below = short(n) === name ? null : element("span", { class: "small" }, " ", named(n, name));
  return [itemButton(n, short(n)), below];
}
