// Chooses a face and a language, and shows the exact LED picture of the draft.
// What the chooser holds: hub/screens/preview.py. What it asks: draw_still there.

const KEPT = "led-preview"; // the choice outlives the frame, which comes anew with each edit
const chooser = JSON.parse(document.getElementById("preview-chooser").textContent);
const form = document.querySelector("[data-preview]");
const faces = chooser.clusters.flatMap((cluster) =>
  cluster.faces.map((face) => ({ ...face, cluster, key: `${cluster.name} ${face.canvas} ${face.face}` })),
);
let chosen = firstChoice();
let asked = 0;
let readFor = null; // the language (of a face) of which all pages were asked for
let troubled = [];
let clipPlace = null;

function firstChoice() {
  const kept = read(`${KEPT}.choice`) ?? {};
  const writes = (face) => face.languages.some((one) => one.code === chooser.language);
  const face = faces.find((one) => one.key === kept.face) ?? faces.find(writes) ?? faces[0];
  return { face, language: languageOf(face, kept.language ?? chooser.language), page: 0 };
}

// The wanted language where the face shows it, else one that is written, else any.
function languageOf(face, code) {
  const written = face.languages.filter((language) => language.is_written);
  return written.find((language) => language.code === code) ?? written[0] ?? face.languages[0];
}

function draw() {
  const { face, language } = chosen;
  slot("face").value = face.key;
  slot("languages").replaceChildren(...face.languages.map(languageButton));
  slot("place").textContent = `${face.cluster.name} · ${face.name} · ${face.width_px} × ${face.height_px} px`;
  slot("missing").hidden = face.languages.every((one) => one.is_written);
  slot("refusal").hidden = true;
  slot("troubles").hidden = readFor !== language || !troubled.length;
  markPage();
  if (language.is_written) ask();
  else slot("picture").hidden = true;
  if (language.is_written && readFor !== language) readAll();
}

// Once for a face and a language: all pages, how long they are seen, and what nobody could read.
async function readAll() {
  const { language } = chosen;
  readFor = language;
  slot("pages").hidden = true;
  placeClip(null);
  try {
    const headers = { "Accept-Language": document.documentElement.lang };
    const answer = await fetch(form.dataset.reading, { method: "POST", body: question(), headers });
    if (readFor !== language || !answer.ok) return; // the picture's own answer tells why
    const reading = await answer.json();
    setText("seconds", `· ${chooser.seconds.replace("{seconds}", Math.round(reading.seconds))}`);
    tellTroubles(reading.troubles);
    placeClip(reading.clip);
    await drawPages(reading.page_count, language);
  } catch {
    readFor = null; // the picture's own answer tells why
  }
}

function tellTroubles(troubles) {
  troubled = troubles.map(({ where, what, todo }) => {
    const item = document.createElement("li");
    const place = Object.assign(document.createElement("strong"), { textContent: where });
    item.append(place, `: ${what}. `, todo.charAt(0).toUpperCase() + todo.slice(1), ".");
    return item;
  });
  slot("trouble-list").replaceChildren(...troubled);
  slot("troubles").hidden = !troubled.length;
}

// One after the other: the renderer has other things to draw.
async function drawPages(count, language) {
  const buttons = Array.from({ length: count }, (_, page) => pageButton(page));
  slot("pages").replaceChildren(...buttons.map((button) => wrap(button)));
  slot("pages").hidden = count < 2;
  if (count < 2) return;
  markPage();
  for (const [page, button] of buttons.entries()) {
    const body = question();
    body.set("page", page);
    const answer = await fetch(form.action, { method: "POST", body });
    if (readFor !== language) return;
    if (answer.ok) button.querySelector("img").src = URL.createObjectURL(await answer.blob());
  }
}

function pageButton(page) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  const name = Object.assign(document.createElement("span"), {
    textContent: chooser.page.replace("{number}", page + 1),
  });
  button.append(Object.assign(new Image(), { alt: "" }), name);
  button.dataset.page = page;
  button.addEventListener("click", () => choose({ page }));
  return button;
}

function markPage() {
  for (const button of slot("pages").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.page) === chosen.page));
  }
}

// The clip itself, exactly where the renderer would put it.
function placeClip(place) {
  clipPlace = place;
  const video = slot("clip");
  slot("plays").hidden = !place || !chooser.clip;
  video.hidden = slot("plays").hidden || !slot("plays-clip").checked;
  if (video.hidden) return video.pause();
  const [x, y, width, height] = place;
  const { face } = chosen;
  const sideways = face.rotation_deg % 180 ? [face.height_px, face.width_px] : [face.width_px, face.height_px];
  Object.assign(video.style, {
    left: percent(x, sideways[0]),
    top: percent(y, sideways[1]),
    width: percent(width, sideways[0]),
    height: percent(height, sideways[1]),
  });
  if (!video.src) video.src = chooser.clip.url;
  const subtitles = chooser.clip.subtitles[chosen.language.code];
  const track = Object.assign(document.createElement("track"), { kind: "subtitles", default: true, src: subtitles });
  track.srclang = chosen.language.code;
  video.replaceChildren(...(subtitles ? [track] : []));
  video.play().catch(() => {});
}

function percent(part, whole) {
  return `${(100 * part) / whole}%`;
}

function wrap(child) {
  const item = document.createElement("li");
  item.append(child);
  return item;
}

function setText(name, text) {
  slot(name).textContent = text;
}

async function ask() {
  const number = ++asked;
  setBusy(true);
  try {
    const headers = { "Accept-Language": document.documentElement.lang };
    const answer = await fetch(form.action, { method: "POST", body: question(), headers });
    if (number !== asked) return; // something else was chosen meanwhile
    if (answer.ok) await show(answer);
    else refuse((await answer.json()).error);
  } catch {
    if (number === asked) refuse({ what: chooser.broken, todo: "", detail: "" });
  }
  if (number === asked) setBusy(false);
}

function question() {
  const body = new FormData(form);
  const { face, language, page } = chosen;
  body.set("document", face.cluster.document);
  body.set("canvas", face.canvas);
  body.set("face", face.face ?? "");
  body.set("step", language.step);
  body.set("page", page);
  return body;
}

async function show(answer) {
  const picture = await answer.blob();
  slot("refusal").hidden = true;
  drawPicture(URL.createObjectURL(picture));
  drawPager(Number(answer.headers.get("X-Page-Count") ?? 1));
  write(`${KEPT}.picture`, await dataUrl(picture));
}

function drawPicture(address) {
  const image = slot("picture");
  image.src = address;
  image.width = chosen.face.width_px;
  image.height = chosen.face.height_px;
  image.hidden = false;
  slot("full").href = address;
}

function drawPager(count) {
  slot("pager").hidden = count < 2;
  slot("page").textContent = `${chosen.page + 1}/${count}`;
  form.querySelector("[data-turn='-1']").disabled = chosen.page === 0;
  form.querySelector("[data-turn='1']").disabled = chosen.page + 1 >= count;
}

function refuse(told) {
  for (const name of ["what", "todo", "detail"]) slot(name).textContent = told[name];
  slot("detail").hidden = !told.detail;
  slot("refusal").hidden = false;
  slot("picture").hidden = true;
}

function choose(change) {
  chosen = { ...chosen, page: 0, ...change };
  write(`${KEPT}.choice`, { face: chosen.face.key, language: chosen.language.code });
  draw();
}

function languageButton(language) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: language.name, disabled: !language.is_written });
  button.dataset.language = language.code;
  button.setAttribute("aria-pressed", String(language === chosen.language));
  button.addEventListener("click", () => choose({ language }));
  return button;
}

function fillFaces() {
  const groups = chooser.clusters.map((cluster) => {
    const group = Object.assign(document.createElement("optgroup"), { label: cluster.name });
    const options = faces.filter((face) => face.cluster === cluster).map((face) => {
      return new Option(`${face.name} · ${face.width_px} × ${face.height_px}`, face.key);
    });
    group.append(...options);
    return group;
  });
  slot("face").append(...groups);
}

function showSafeArea() {
  slot("safe").hidden = !slot("shows-safe").checked;
  write(`${KEPT}.safe`, slot("shows-safe").checked);
}

function setBusy(isBusy) {
  document.querySelector(".preview-figure").setAttribute("aria-busy", String(isBusy));
}

function slot(name) {
  return document.querySelector(`[data-slot="${name}"]`);
}

function dataUrl(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.readAsDataURL(blob);
  });
}

// A full or forbidden storage costs a flicker, no more.
function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    sessionStorage.removeItem(key);
  }
}

function read(key) {
  return JSON.parse(sessionStorage.getItem(key) ?? "null");
}

fillFaces();
slot("face").addEventListener("change", (event) => {
  const face = faces.find((one) => one.key === event.target.value);
  choose({ face, language: languageOf(face, chosen.language.code) });
});
for (const button of form.querySelectorAll("[data-turn]")) {
  button.addEventListener("click", () => choose({ page: chosen.page + Number(button.dataset.turn) }));
}
document.querySelector("[data-again]").addEventListener("click", () => {
  readFor = null;
  draw();
});
slot("shows-safe").checked = read(`${KEPT}.safe`) ?? false;
slot("shows-safe").addEventListener("change", showSafeArea);
slot("plays-clip").checked = read(`${KEPT}.plays`) ?? false;
slot("plays-clip").addEventListener("change", () => {
  write(`${KEPT}.plays`, slot("plays-clip").checked);
  placeClip(clipPlace);
});
showSafeArea();
const last = read(`${KEPT}.picture`);
if (last) drawPicture(last);
draw();
