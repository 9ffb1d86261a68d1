// Puts slots in order and asks the hub what the loop comes to. Nothing is kept here but
// the rows themselves: each is a slot, its numbers are its fields.
// What is asked: hub/planner/views.py. What is copied: templates/planner/_row.html.

const form = document.querySelector("[data-planner]");
const texts = readJson("planner-texts");
const rows = part("rows");
let base = Number(form.dataset.base);
let seen = base;
let asked = 0;
let carried = null; // the row that the keyboard holds, and where it stood
let isChanged = false;
let timer = 0;

// ---- Rows ----------------------------------------------------------------------------

function begin(row) {
  for (const field of row.querySelectorAll("[data-field]")) field.disabled = false;
  row.querySelector("[data-act=remove]").hidden = false;
}

function listed() {
  return [...rows.children];
}

function slots() {
  return listed().map((row) => ({
    place: row.dataset.place === "" ? null : Number(row.dataset.place),
    item: Number(row.dataset.item),
    seconds: row.querySelector("[data-field=seconds]").value,
    frequency: row.querySelector("[data-field=frequency]").value,
  }));
}

function say(name, row) {
  const all = listed();
  const place = all.indexOf(row) + 1;
  part("voice").textContent = fill(texts[name], { title: row?.dataset.title, place, count: all.length });
}

function move(row, by) {
  const all = listed();
  const place = all.indexOf(row) + by;
  if (place < 0 || place >= all.length) return;
  // The neighbour moves: an element that is moved loses its focus.
  if (by < 0) row.after(all[place]);
  else row.before(all[place]);
  row.scrollIntoView({ block: "nearest" });
  say("moved", row);
  change();
}

async function add(item) {
  const answer = await ask(`${form.dataset.row}?item=${item}`);
  if (!answer) return;
  rows.insertAdjacentHTML("beforeend", await answer.text());
  const row = rows.lastElementChild;
  begin(row);
  row.querySelector("[data-field=seconds]").focus();
  say("added", row);
  change();
}

function remove(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next?.querySelector("[data-act=handle]") ?? document.querySelector(".planner-add button"))?.focus();
  part("voice").textContent = fill(texts.removed, { title: row.dataset.title, count: rows.children.length });
  change();
}

// ---- By keyboard ---------------------------------------------------------------------

rows.addEventListener("keydown", (event) => {
  const row = event.target.closest(".planner-row");
  const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const isHandle = event.target.matches("[data-act=handle]");
  if (way && (event.altKey || carried?.row === row)) {
    event.preventDefault();
    move(row, way);
  } else if (isHandle && (event.key === " " || event.key === "Enter")) {
    event.preventDefault();
    if (carried) drop();
    else pick(row);
  } else if (carried && event.key === "Escape") {
    event.preventDefault();
    putBack();
  }
});

rows.addEventListener("focusout", (event) => {
  if (carried && !rows.contains(event.relatedTarget)) drop();
});

function pick(row) {
  carried = { row, next: row.nextElementSibling };
  hold(row, true);
  say("picked", row);
}

function drop() {
  const { row } = carried;
  carried = null;
  hold(row, false);
  say("dropped", row);
}

function putBack() {
  const { row, next } = carried;
  carried = null;
  const focused = document.activeElement;
  rows.insertBefore(row, next);
  focused?.focus();
  hold(row, false);
  say("back", row);
  change();
}

function hold(row, isHeld) {
  row.classList.toggle("is-held", isHeld);
  row.querySelector("[data-act=handle]").setAttribute("aria-pressed", String(isHeld));
}

// ---- By mouse, pen and finger ----------------------------------------------------------

rows.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-act=handle]");
  if (!handle || event.button !== 0) return;
  const row = handle.closest(".planner-row");
  const before = listed().indexOf(row);
  hold(row, true);
  const follow = (moved) => {
    edge(moved.clientY);
    const over = listed().find((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return one !== row && moved.clientY >= top && moved.clientY <= bottom;
    });
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    const isBelow = listed().indexOf(over) > listed().indexOf(row);
    // Past the middle, so that two of unequal height do not change places for ever.
    if (isBelow && moved.clientY > top + height / 2) over.after(row);
    if (!isBelow && moved.clientY < top + height / 2) over.before(row);
  };
  const stop = () => {
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", stop);
    document.removeEventListener("pointercancel", stop);
    hold(row, false);
    handle.focus();
    if (listed().indexOf(row) === before) return;
    say("dropped", row);
    change();
  };
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", stop);
  document.addEventListener("pointercancel", stop);
  event.preventDefault();
});

// At the window's edge the page goes on beneath what is held.
function edge(y) {
  const scroller = scrollerOf(rows);
  if (y < 120) scroller.scrollBy(0, -12);
  else if (y > window.innerHeight - 60) scroller.scrollBy(0, 12);
}

function scrollerOf(element) {
  for (let above = element.parentElement; above; above = above.parentElement) {
    const flow = getComputedStyle(above).overflowY;
    if (above.scrollHeight > above.clientHeight && /auto|scroll/.test(flow)) return above;
  }
  return document.scrollingElement;
}

// ---- Asking ----------------------------------------------------------------------------

function change() {
  isChanged = true;
  setText("change", texts.changed);
  actions("undo").hidden = false;
  clearTimeout(timer);
  timer = setTimeout(check, 150);
}

async function check() {
  const number = ++asked;
  part("sheet").setAttribute("aria-busy", "true");
  const shown = listed();
  const answer = await ask(form.dataset.check, body());
  if (number !== asked) return; // something else was changed meanwhile
  part("sheet").setAttribute("aria-busy", "false");
  if (!answer) return;
  const told = await answer.json();
  for (const name of ["sheet", "loops"]) part(name).innerHTML = told[name];
  told.rows.forEach(({ messages, length }, index) => {
    refuse(shown[index], messages);
    shown[index].querySelector("[data-part=length]").textContent = length;
  });
  const count = told.rows.filter((row) => row.messages.length).length;
  part("voice").textContent = fill(count ? texts.refused : texts.checked, { count });
  tell("");
}

function refuse(row, messages) {
  row.classList.toggle("is-refused", messages.length > 0);
  const items = messages.map((message) => Object.assign(document.createElement("li"), { textContent: message }));
  row.querySelector("[data-part=refusals]").replaceChildren(...items);
}

async function save(how) {
  clearTimeout(timer);
  const number = ++asked;
  const sent = body();
  sent.set("base", base);
  sent.set("seen", seen);
  if (how) sent.set("publish", "1");
  lock(true);
  const answer = await ask(form.dataset.save, sent, [403, 409, 422]);
  lock(false);
  if (!answer || number !== asked) return;
  const told = await answer.json();
  if (answer.status === 409) return conflict(told);
  if (!answer.ok) {
    for (const [index, messages] of Object.entries(told.faults ?? {})) refuse(listed()[index], messages);
    tell(told.message);
    document.querySelector(".planner-row.is-refused [data-field]")?.focus();
    return;
  }
  base = seen = told.revision;
  rows.innerHTML = told.rows;
  for (const name of ["sheet", "loops"]) part(name).innerHTML = told[name];
  part("status").innerHTML = told.status;
  listed().forEach(begin);
  isChanged = false;
  actions("undo").hidden = true;
  setText("change", how ? texts.published : texts.saved);
  tell("");
}

let publishes = false;

function conflict({ message, latest }) {
  tell(message);
  part("told-actions").hidden = false;
  actions("over").onclick = () => {
    seen = latest;
    save(publishes);
  };
}

function body() {
  const sent = new FormData();
  sent.set("base", base);
  sent.set("slots", JSON.stringify(slots()));
  return sent;
}

// The answer, or nothing after having told why. `known`: statuses that bring words.
async function ask(address, sent, known = []) {
  const headers = { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
  try {
    const answer = await fetch(address, sent && { method: "POST", body: sent, headers });
    if (answer.redirected) tell(texts.signed_out);
    else if (answer.ok || known.includes(answer.status)) return answer;
    else if (answer.status === 400) tell((await answer.json()).message);
    else tell(texts.broken);
  } catch {
    tell(texts.broken);
  }
  return null;
}

function tell(message) {
  part("told").hidden = !message;
  part("told-actions").hidden = true;
  setText("told-text", message);
}

function lock(isLocked) {
  for (const button of form.querySelectorAll("button")) button.disabled = isLocked;
}

// ---- Pictures, and what is on the air ----------------------------------------------------

async function drawPictures() {
  const face = part("face").value;
  const step = document.querySelector(`[data-languages="${CSS.escape(face)}"] select`).value;
  const figures = listed().map((row) => {
    const item = document.createElement("li");
    item.dataset.item = row.dataset.item;
    const name = Object.assign(document.createElement("span"), { textContent: row.dataset.title });
    const note = Object.assign(document.createElement("small"), { textContent: texts.drawing });
    item.append(name, note);
    return item;
  });
  part("pictures").replaceChildren(...figures);
  for (const figure of figures) {
    if (!figure.isConnected) return; // asked anew meanwhile
    await drawPicture(figure, new URLSearchParams({ item: figure.dataset.item, face, step }));
  }
}

async function drawPicture(figure, choice) {
  const note = figure.querySelector("small");
  try {
    const answer = await fetch(`${form.dataset.still}?${choice}`);
    if (!answer.ok) {
      note.textContent = (await answer.json()).message;
      figure.classList.add("is-refused");
      return;
    }
    const image = Object.assign(new Image(), { alt: "" });
    image.src = URL.createObjectURL(await answer.blob());
    figure.prepend(image);
    const count = Number(answer.headers.get("X-Page-Count") ?? 1);
    note.textContent = count > 1 ? fill(texts.pages, { count }) : "";
  } catch {
    note.textContent = texts.broken;
  }
}

document.addEventListener("wall:scene", ({ detail }) => {
  for (const element of document.querySelectorAll("[data-row-id]")) {
    element.classList.toggle("is-now", detail.slot !== "" && element.dataset.rowId === detail.slot);
  }
});

// ---- Small things ------------------------------------------------------------------------

function part(name) {
  return document.querySelector(`[data-part="${name}"]`);
}

function actions(name) {
  return document.querySelector(`[data-act="${name}"]`);
}

function setText(name, text) {
  part(name).textContent = text;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

listed().forEach(begin);
for (const name of ["save", "publish"]) if (actions(name)) actions(name).hidden = false;
for (const name of ["hint", "add", "choice"]) part(name).hidden = false;
rows.addEventListener("input", (event) => event.target.matches("[data-field]") && change());
rows.addEventListener("click", (event) => {
  if (event.target.closest("[data-act=remove]")) remove(event.target.closest(".planner-row"));
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  publishes = false;
  save(false);
});
actions("publish")?.addEventListener("click", () => {
  publishes = true;
  save(true);
});
actions("undo").addEventListener("click", () => {
  isChanged = false;
  location.reload();
});
actions("draw").addEventListener("click", drawPictures);
part("face").addEventListener("change", () => {
  for (const label of document.querySelectorAll("[data-languages]")) {
    label.hidden = label.dataset.languages !== part("face").value;
  }
});
window.addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
const chooser = new window.Chooser("planner-item", readJson("planner-chooser"));
document.getElementById("planner-item").addEventListener("change", (event) => {
  const item = event.target.value;
  if (!item) return;
  // The chooser shows what was chosen only after it has told of it.
  queueMicrotask(() => chooser.clear());
  add(item);
});
