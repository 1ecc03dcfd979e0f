// Shared by all scripts: the data, the state, messages in each language, and making elements.
// Names come from users: they become text nodes and attributes only, never markup.

const data = JSON.parse(document.getElementById("data").textContent);

const state = {
  language: data.language,
  view: "cooperation",
  selected: null, // the number of an item
  supposed: "none", // or "fails" or "concludes": the what-if choice on the card
  query: "",
  facets: { record: new Set(), kind: new Set(), country: new Set(), status: new Set(), certainty: new Set() },
};

const byId = (id) => document.getElementById(id);

/** A text in the current language. */
function text(texts) {
  if (!Array.isArray(texts)) return texts ?? "";
  return texts[data.languages.indexOf(state.language)];
}

/** A message in the current language, with its {placeholders} replaced. */
function say(code, values = {}) {
  return text(data.say[code]).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The label of a vocabulary value in the current language; other values unchanged. */
function word(kind, value) {
  return kind in data.words && value in data.words[kind] ? text(data.words[kind][value]) : value;
}

/** The short name of an item. */
function short(n) {
  return data.items[n].acronym || text(data.items[n].name);
}

/** The full name of an item, with its acronym. */
function full(n) {
  const name = text(data.items[n].name);
  const { acronym } = data.items[n];
  return acronym && !name.includes(acronym) ? `${name} (${acronym})` : name;
}

/** Make an element with attributes and children; strings become text nodes. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== ""));
  return made;
}

/** A name marked with its language, for screen readers and text direction. */
function named(n, words, tag = "span") {
  return element(tag, { lang: text(data.items[n].tongue) || null, dir: "auto" }, words);
}

const RECORDS = ["institution", "agreement", "provision", "activity"];

/** The number of items of a record type: "3 agreements", "1 provision". */
function counted(record) {
  const count = data.items.filter((item) => item.record === record).length;
  const noun = count === 1 ? word("record", record) : say(`page-records-${record}`).toLocaleLowerCase(state.language);
  return count ? `${count} ${noun}` : "";
}

/** Normalize text for searching: no case, no accents. */
function fold(typed) {
  const letters = typed.replaceAll("’", "'").normalize("NFKD").replace(/\p{Mn}/gu, "");
  return letters.toLowerCase().replaceAll("ß", "ss").split(/\s+/).filter(Boolean).join(" ");
}

/** Translate the static text of the page to the current language. */
function translate() {
  const spoken = ["fr", "en"].includes(state.language) ? state.language : "en";
  document.documentElement.lang = spoken;
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-say-label]")) {
    one.setAttribute("aria-label", say(one.dataset.sayLabel));
    one.title = say(one.dataset.sayLabel);
  }
  for (const one of document.querySelectorAll("[data-say-placeholder]")) {
    one.placeholder = say(one.dataset.sayPlaceholder);
  }
  const title = text(data.title) || say("page-untitled");
  document.title = title;
  byId("title").textContent = title;
  byId("counts").textContent = RECORDS.map(counted).filter(Boolean).join(" · ");
  byId("dated").textContent = text(data.dated);
  const held = Object.keys(data.answers).length;
  const all = data.items.length;
  byId("left-out").hidden = held === all;
  byId("left-out").textContent = say("page-answers-left-out", { held, all });
  byId("part").hidden = data.drawn === all;
  byId("part").textContent = say("page-part-drawn", { drawn: data.drawn, all });
}
