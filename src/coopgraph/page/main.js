// Start the page: event handlers and what they change.

let opener = null; // the element that had the focus when the card was opened

function render() {
  showList();
  showCard();
  highlight();
  hint(state.selected);
}

function select(n, { byKeyboard = false } = {}) {
  if (state.selected === null || byKeyboard) opener = document.activeElement;
  if (n !== state.selected) state.supposed = "none";
  state.selected = n;
  render();
  announce();
  fit(); // the card may have made the picture narrower
  const box = n === null ? null : boxOf(n);
  if (box) {
    setTabStop(box);
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  if (n !== null) {
    byId("card").scrollTop = 0;
    byId("side").scrollTop = 0;
    if (byKeyboard) byId("card").focus();
  }
  updateAddress(n);
}

/** Put the item in the address, so that links to it work. */
function updateAddress(n) {
  try {
    history.replaceState(null, "", n === null ? "#" : `#${encodeURIComponent(data.items[n].id)}`);
  } catch {
    // A frame has no address.
  }
}

function close() {
  const from = state.selected;
  select(null);
  const back = opener?.isConnected && opener !== document.body ? opener : boxOf(from) ?? byId("query");
  back.focus();
}

function suppose(what) {
  state.supposed = what;
  showCard();
  highlight();
  announce();
  byId("card").querySelector(`input[value="${what}"]`)?.focus();
}

function setLanguage(language) {
  state.language = language;
  for (const radio of byId("languages").querySelectorAll("input")) radio.checked = radio.value === language;
  translate();
  showFacets();
  showFigure();
  render();
}

function addLanguageSwitch() {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  for (const language of data.languages) {
    let name = language;
    try {
      name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? names.of(language);
    } catch {
      // The browser does not know the tag: show it as it is.
    }
    const radio = element("input", { type: "radio", name: "language", value: language, "aria-label": name, onchange: () => setLanguage(language) });
    byId("languages").append(element("label", { lang: language, title: name }, radio, element("span", {}, language.toUpperCase())));
  }
}

function setDark(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  byId("dark").setAttribute("aria-pressed", String(dark));
}

function enableDarkMode() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try {
    chosen = localStorage.getItem("coopgraph-theme");
  } catch {
    // A frame may have no storage.
  }
  setDark(chosen ? chosen === "dark" : system.matches);
  system.addEventListener("change", () => setDark(system.matches));
  byId("dark").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme !== "dark";
    setDark(dark);
    try {
      localStorage.setItem("coopgraph-theme", dark ? "dark" : "light");
    } catch {
      // The choice then lasts until the page is closed.
    }
  });
}

function search(query) {
  state.query = query;
  showList();
  highlight();
}

function enablePicture() {
  const stage = byId("stage");
  const boxAt = (event) => event.target.closest?.(".item");
  const point = (event) => {
    const box = boxAt(event);
    const line = event.target.closest?.(".link");
    if (line) hintLink(line);
    if (!box) return;
    highlight(itemOf(box));
    hint(itemOf(box));
  };
  const leave = (event) => {
    if (event.target.closest?.(".link")) hint(state.selected);
    if (boxAt(event) && !event.relatedTarget?.closest?.(".item")) {
      highlight();
      hint(state.selected);
    }
  };
  stage.addEventListener("pointerover", point);
  stage.addEventListener("pointerout", leave);
  stage.addEventListener("focusin", point);
  stage.addEventListener("focusout", leave);
  stage.addEventListener("click", (event) => {
    const box = boxAt(event);
    if (box) select(itemOf(box) === state.selected ? null : itemOf(box));
  });
}

/** Keys in the picture: arrows move the focus, with Shift they pan; Enter opens an item. */
function keyInPicture(event, box) {
  if (event.key in DIRECTIONS) {
    event.preventDefault();
    if (event.shiftKey) pan(event.key);
    else moveFocus(box, event.key);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    select(itemOf(box), { byKeyboard: true });
  }
}

/** Arrow keys in the search field and the list move from entry to entry. */
function keyInList(event, at) {
  const entries = [byId("query"), ...byId("list").querySelectorAll("button")];
  const next = entries[entries.indexOf(at) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

function onKey(event) {
  const { target, key } = event;
  const typing = target === byId("query");
  const box = target.closest?.(".item");
  if (key === "Escape" && typing && state.query) {
    byId("query").value = "";
    search("");
  } else if (key === "Escape" && state.selected !== null) close();
  else if (event.ctrlKey || event.metaKey || event.altKey) return;
  else if (key === "/" && !typing) {
    event.preventDefault();
    if (matchMedia("(min-width: 1100px)").matches && state.selected !== null) select(null);
    byId("query").select();
    byId("query").focus();
  } else if ((key === "ArrowDown" || key === "ArrowUp") && (typing || target.closest?.("#list"))) keyInList(event, target);
  else if (key === "Enter" && typing) byId("list").querySelector("button")?.click();
  else if (box) {
    if (key in ZOOM_KEYS) zoomTo(ZOOM_KEYS[key]);
    else keyInPicture(event, box);
  }
}

function onClick(event) {
  const link = event.target.closest?.("[data-go]");
  if (link) select(Number(link.dataset.go), { byKeyboard: event.detail === 0 });
  else if (event.target.closest?.("[data-close]")) close();
}

function onChange({ target }) {
  if (target.name === "supposed") suppose(target.value);
  else if (target.name === "view") {
    state.view = target.value;
    zoom.scale = null;
    showFigure();
    highlight();
  } else if (target.name in state.facets) {
    const wanted = state.facets[target.name];
    if (target.checked) wanted.add(target.value);
    else wanted.delete(target.value);
    render();
  }
}

function start() {
  addLanguageSwitch();
  enableDarkMode();
  enablePicture();
  enableZoom();
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  byId("query").addEventListener("input", () => search(byId("query").value));
  byId("clear").addEventListener("click", () => {
    for (const facet of Object.values(state.facets)) facet.clear();
    showFacets();
    render();
  });
  byId("print").addEventListener("click", () => print());
  setLanguage(state.language);
  const asked = numberOf.get(decodeURIComponent(location.hash.slice(1)));
  if (asked !== undefined) select(asked);
}

start();
