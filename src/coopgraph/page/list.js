// The list beside the picture: items by record type, searched and filtered.

/** The searchable text of each item. */
const searchable = data.items.map((item) =>
  fold([item.id.replaceAll("-", " "), item.acronym, item.aliases ?? [], item.name, item.sort].flat().filter(Boolean).join(" ")),
);

const valuesOf = {
  record: (item) => [item.record],
  kind: (item) => (item.kind ? [item.kind] : []),
  country: (item) => item.countries ?? [],
  status: (item) => (item.status ? [item.status] : []),
};

/** Whether an item matches the search and the filters. */
function isShown(n) {
  const item = data.items[n];
  const terms = fold(state.query).split(" ");
  return (
    terms.every((part) => searchable[n].includes(part)) &&
    Object.entries(valuesOf).every(([facet, values]) => {
      const wanted = state.facets[facet];
      return wanted.size === 0 || values(item).some((value) => wanted.has(value));
    })
  );
}

function showList() {
  const shown = data.items.map((_, n) => n).filter(isShown);
  byId("shown").textContent = shown.length ? say("page-shown", { shown: shown.length, all: data.items.length }) : say("page-none-shown");
  byId("list").replaceChildren(
    ...RECORDS.flatMap((record) => {
      const group = shown.filter((n) => data.items[n].record === record);
      if (!group.length) return [];
      group.sort((a, b) => short(a).localeCompare(short(b), state.language) || a - b);
      return [element("h3", {}, `${say(`page-records-${record}`)} `, element("span", { class: "count" }, String(group.length))), element("ul", {}, group.map(entry))];
    }),
  );
  const active = Object.values(state.facets).reduce((sum, facet) => sum + facet.size, 0);
  byId("active").textContent = active ? String(active) : "";
  byId("active").setAttribute("aria-label", say("page-filters-active", { count: active }));
  byId("clear").hidden = active === 0;
}

function entry(n) {
  const item = data.items[n];
  const name = text(item.name);
  const below = item.acronym && item.acronym !== name ? name : text(item.state) || text(item.sort);
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", class: `entry ${item.record} ${item.standing}`, "data-go": n, "aria-current": n === state.selected ? "true" : null },
      element("span", { class: "swatch", "aria-hidden": "true" }),
      element("span", {}, element("b", {}, named(n, short(n))), element("span", { class: "small" }, named(n, below))),
    ),
  );
}

/** The values of a facet that occur, each with its label and count. */
function optionsOf(facet) {
  if (facet === "certainty") {
    return [["certain", say("page-certain")], ["possible", say("page-possible")]];
  }
  const label = {
    record: (value) => say(`page-records-${value}`),
    kind: (value) => text(data.items.find((item) => item.kind === value).sort),
    country: (value) => text(data.countries[value]),
    status: (value) => word("status", value),
  }[facet];
  const counts = new Map();
  for (const item of data.items) {
    for (const value of valuesOf[facet](item)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const found = [...counts].map(([value, count]) => [value, label(value), count]);
  const order = Object.keys(data.words.status);
  if (facet === "record") return found.sort((a, b) => RECORDS.indexOf(a[0]) - RECORDS.indexOf(b[0]));
  if (facet === "status") return found.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  return found.sort((a, b) => a[1].localeCompare(b[1], state.language));
}

function showFacets() {
  byId("facets").replaceChildren(
    ...Object.keys(state.facets)
      .map((facet) => [facet, optionsOf(facet)])
      .filter(([, options]) => options.length > 1)
      .map(([facet, options]) =>
        element(
          "fieldset",
          {},
          element("legend", {}, say(`page-filter-${facet}`)),
          options.map(([value, label, count]) =>
            element(
              "label",
              { class: "chip" },
              element("input", { type: "checkbox", name: facet, value, checked: state.facets[facet].has(value) }),
              element("span", {}, label, count ? element("span", { class: "count" }, ` ${count}`) : null),
            ),
          ),
        ),
      ),
  );
}
