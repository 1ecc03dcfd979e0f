// The picture: the figure that is shown, highlighting, and keyboard navigation.

const answersOf = (n) => data.answers[data.items[n].id];
const pair = (from, to) => `${from}-${to}`;
const numberOf = new Map(data.items.map((item, n) => [item.id, n]));

function figure() {
  const shown = `[data-view="${state.view}"][data-language="${CSS.escape(state.language)}"]`;
  return byId("stage").querySelector(`figure${shown}`);
}

function boxOf(n) {
  const id = CSS.escape(data.items[n].id);
  return figure().querySelector(`.item[data-item="${id}"]`);
}

const itemOf = (box) => numberOf.get(box.dataset.item);
const boxes = () => [...figure().querySelectorAll(".item")];

/** Show the figure of the current view and language, and make its boxes accessible buttons. */
function showFigure() {
  for (const one of byId("stage").querySelectorAll("figure")) one.hidden = one !== figure();
  const svg = figure().querySelector(".drawing");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", say(`page-drawing-${state.view}`));
  figure().querySelector(".legend").setAttribute("aria-label", say("page-legend"));
  for (const box of boxes()) {
    const n = itemOf(box);
    box.setAttribute("role", "button");
    box.classList.add(data.items[n].record);
    box.setAttribute("aria-label", accessibleName(n));
    fitTexts(box);
  }
  setTabStop(boxes().find((box) => itemOf(box) === state.selected) ?? boxes()[0]);
  fit();
}

/** The accessible name of a box: its text, its mark and its kind. */
function accessibleName(n, mark = "") {
  const { record, name, state: stage, sort } = data.items[n];
  const below = record === "institution" ? text(name) : text(stage);
  const written = below === short(n) ? short(n) : `${short(n)} ${below}`.trim();
  return [`${written} ${mark}`.trim(), text(sort)].filter(Boolean).join(", ");
}

/** Compress texts that are wider in this browser than when the picture was laid out. */
function fitTexts(box) {
  const room = box.querySelector(".box").getBBox().width - 10;
  for (const line of box.querySelectorAll("text")) {
    if (line.getComputedTextLength() > room) {
      line.setAttribute("textLength", room);
      line.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
  }
}

/** Make a box the only Tab stop of the picture (roving tabindex). */
function setTabStop(box) {
  for (const one of boxes()) one.setAttribute("tabindex", one === box ? "0" : "-1");
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Move the focus to the nearest box in a direction. */
function moveFocus(box, key) {
  const [dx, dy] = DIRECTIONS[key];
  const middle = (one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const [x, y] = middle(box);
  const distance = (one) => {
    const [ox, oy] = middle(one);
    const along = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    return along > 1 ? along + 2.5 * aside : Infinity;
  };
  const near = boxes().filter((one) => one !== box && !one.classList.contains("out"));
  const next = near.reduce((best, one) => (distance(one) < distance(best) ? one : best), near[0]);
  if (next && distance(next) < Infinity) focusBox(next);
}

function focusBox(box) {
  setTabStop(box);
  box.focus();
  box.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// -- highlighting ------------------------------------------------------------------------------

/** Whether links of a strength pass the certainty filter. */
function passes(strength) {
  const wanted = state.facets.certainty;
  return wanted.size === 0 || wanted.has(strength === "binding" ? "certain" : "possible");
}

const rowPasses = (certain) => passes(certain ? "binding" : "possible");

/** An item, everything that depends on it and everything it needs: items and pairs of items. */
function related(n) {
  const items = new Set([n]);
  const pairs = new Set();
  const take = (link) => {
    const [from, to, , strength] = data.links[link];
    if (!passes(strength)) return;
    items.add(from).add(to);
    pairs.add(pair(from, to));
  };
  const answers = answersOf(n);
  if (!answers) {
    for (const line of figure().querySelectorAll(".link")) {
      for (const ends of line.dataset.links.split(" ")) {
        const [from, to] = ends.split("-").map(Number);
        if (from === n || to === n) {
          items.add(from).add(to);
          pairs.add(ends);
        }
      }
    }
    return { items, pairs };
  }
  for (const [, certain, path] of [...answers.dependents, ...answers.needs]) {
    if (rowPasses(certain)) path.forEach(take);
  }
  answers.links.forEach(take);
  return { items, pairs };
}

/** The items that the what-if choice names and the consequences, with the links of the reasons. */
function affected(named, rows) {
  const items = new Set(named);
  const pairs = new Set();
  for (const [item, , certain, because] of rows) {
    if (!rowPasses(certain)) continue;
    items.add(item);
    let at = item;
    for (const [, missing] of because) {
      items.add(missing);
      pairs.add(pair(at, missing)).add(pair(missing, at));
      at = missing;
    }
  }
  return { items, pairs };
}

/** The answer about the what-if choice, if one is made. */
const supposition = () =>
  state.selected === null || state.supposed === "none" ? null : answersOf(state.selected)[state.supposed];

/** Highlight what is related to an item and dim the rest; by default the selected item. */
function highlight(pointed = null) {
  const supposed = pointed === null ? supposition() : null;
  const at = pointed ?? state.selected;
  const lit = supposed ? affected(Object.values(supposed.change).flat(), supposed.rows) : at === null ? null : related(at);
  const svg = figure().querySelector(".drawing");
  svg.classList.toggle("dimming", lit !== null);
  for (const box of boxes()) {
    const n = itemOf(box);
    box.classList.toggle("lit", lit?.items.has(n) ?? false);
    box.classList.toggle("out", !isShown(n));
    box.classList.toggle("chosen", n === state.selected);
    box.setAttribute("aria-pressed", String(n === state.selected));
  }
  for (const line of figure().querySelectorAll(".link")) {
    const ends = line.dataset.links.split(" ");
    line.classList.toggle("lit", lit !== null && ends.some((one) => lit.pairs.has(one)));
    line.classList.toggle("out", !ends.some((one) => one.split("-").every((n) => isShown(Number(n)))));
    line.classList.toggle("weak", !ends.some((one) => strengthOf(one).some(passes)));
  }
  showEffects(supposed);
}

/** The strengths of the links between two items; either if the page does not have them. */
const strengths = new Map();
for (const [from, to, , strength] of data.links) {
  const ends = pair(from, to);
  strengths.set(ends, [...(strengths.get(ends) ?? []), strength]);
}
const strengthOf = (ends) => strengths.get(ends) ?? ["binding", "possible"];

const SVG = "http://www.w3.org/2000/svg";

/** Mark what is supposed and what follows: by colour, stripes if only possible, and a badge. */
function showEffects(supposed) {
  for (const old of figure().querySelectorAll(".badge")) old.remove();
  for (const box of boxes()) {
    box.classList.remove("lost", "blocked", "gained", "perhaps", "supposed");
    box.setAttribute("aria-label", accessibleName(itemOf(box)));
  }
  if (!supposed) return;
  for (const [kind, items] of Object.entries(supposed.change)) {
    for (const box of items.map(boxOf).filter(Boolean)) {
      box.classList.add("supposed");
      addBadge(box, say(`mark-${kind}`));
    }
  }
  const marked = new Set();
  for (const [item, effect, certain, , , , milestone] of supposed.rows) {
    const box = boxOf(item);
    if (!box || marked.has(item) || !rowPasses(certain)) continue;
    marked.add(item);
    box.classList.add(familyOf.get(effect));
    box.classList.toggle("perhaps", !certain);
    const words = say(`effect-${effect}`);
    const said = certain ? words : say("page-perhaps", { effect: words });
    addBadge(box, say("mark-of", { effect: said, milestone: text(milestone) }));
  }
}

/** Put a badge on the upper edge of a box. */
function addBadge(box, words) {
  const { x, y, width } = box.querySelector(".box").getBBox();
  const badge = document.createElementNS(SVG, "g");
  badge.setAttribute("class", "badge");
  const label = document.createElementNS(SVG, "text");
  label.setAttribute("x", x + width - 14);
  label.setAttribute("y", y + 3.6);
  label.textContent = words;
  badge.append(label);
  box.append(badge);
  box.setAttribute("aria-label", accessibleName(itemOf(box), words));
  const back = document.createElementNS(SVG, "rect");
  const room = label.getComputedTextLength();
  const sizes = { x: x + width - 14 - room - 6, y: y - 7.5, width: room + 12, height: 15, rx: 7.5 };
  for (const [name, value] of Object.entries(sizes)) back.setAttribute(name, value);
  badge.prepend(back);
}

/** The line above the picture: the link under the pointer. */
function hintLink(line) {
  const ends = line.dataset.links.split(" ");
  const said = data.links.findIndex(([from, to, , , role]) => ends.includes(pair(from, to)) && role);
  const found = said >= 0 ? said : data.links.findIndex(([from, to]) => ends.includes(pair(from, to)));
  if (found < 0) return;
  const where = cited(evidenceOf(found));
  byId("hint").replaceChildren(...sentence(found).filter(Boolean), where ? ` — ${where}` : "");
}

/** The line above the picture: a hint, or the item under the pointer. */
function hint(n = null) {
  const line = byId("hint");
  if (n === null) {
    line.textContent = say("page-hint");
    return;
  }
  const { sort, state: stage } = data.items[n];
  const about = [text(sort), text(stage)].filter(Boolean).join(" · ");
  line.replaceChildren(element("b", {}, named(n, full(n))), ` — ${about}`);
  const answers = answersOf(n);
  if (answers) {
    const counts = { dependents: answers.dependents.length, needs: answers.needs.length };
    line.append(" · ", say("page-summary", counts));
  }
}
