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
  if (language.is_written) ask();
  else slot("picture").hidden = true;
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
document.querySelector("[data-again]").addEventListener("click", draw);
const last = read(`${KEPT}.picture`);
if (last) drawPicture(last);
draw();
