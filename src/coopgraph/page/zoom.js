// Zoom and pan: the stage scrolls, so mouse, touch and keyboard all work.

const zoom = { scale: null }; // pixels per unit of the picture; null to fit the stage
const LIMITS = [0.3, 4];
const MIN_FIT = 0.92; // below this the small type of a picture is illegible
const MAX_FIT = 1.35; // above this a small picture looks too large

function size() {
  const [, , width, height] = figure().querySelector(".drawing").getAttribute("viewBox").split(" ").map(Number);
  return { width, height };
}

function fitting() {
  const room = byId("stage").clientWidth - 24;
  return Math.min(Math.max(room / size().width, MIN_FIT), MAX_FIT);
}

function fit() {
  byId("stage").style.setProperty("--room", `${byId("stage").clientWidth - 24}px`);
  const scale = zoom.scale ?? fitting();
  const svg = figure().querySelector(".drawing");
  svg.style.width = `${Math.round(size().width * scale)}px`;
  svg.style.height = `${Math.round(size().height * scale)}px`;
}

/** Zoom by a factor around a point of the stage, by default its centre. */
function zoomBy(factor, at = null) {
  const stage = byId("stage");
  const before = zoom.scale ?? fitting();
  const after = Math.min(Math.max(before * factor, LIMITS[0]), LIMITS[1]);
  const [x, y] = at ?? [stage.clientWidth / 2, stage.clientHeight / 2];
  const [left, top] = [stage.scrollLeft + x, stage.scrollTop + y];
  zoom.scale = after;
  fit();
  stage.scrollLeft = (left * after) / before - x;
  stage.scrollTop = (top * after) / before - y;
}

function zoomTo(what) {
  if (what === "fit") {
    zoom.scale = null;
    fit();
  } else zoomBy(what === "in" ? 1.25 : 0.8);
}

const ZOOM_KEYS = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "fit" };

function enableZoom() {
  const stage = byId("stage");
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoomTo(button.dataset.zoom));
  }
  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = stage.getBoundingClientRect();
      zoomBy(Math.exp(-event.deltaY / 300), [event.clientX - left, event.clientY - top]);
    },
    { passive: false },
  );
  let grip = null;
  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest(".item")) return;
    grip = [event.clientX + stage.scrollLeft, event.clientY + stage.scrollTop];
  });
  addEventListener("pointermove", (event) => {
    if (!grip) return;
    stage.classList.add("panning");
    stage.scrollTo(grip[0] - event.clientX, grip[1] - event.clientY);
  });
  addEventListener("pointerup", () => {
    grip = null;
    stage.classList.remove("panning");
  });
  new ResizeObserver(fit).observe(stage);
}

/** Pan with the keyboard. */
function pan(key) {
  const [dx, dy] = DIRECTIONS[key];
  byId("stage").scrollBy(dx * 80, dy * 80);
}
