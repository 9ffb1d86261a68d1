// Sends the chosen files by the tus protocol, several at once, and goes on after a break.
// What the address answers: hub/contributions/uploading.py. Words: views.page_texts.

const PIECE_BYTES = 16 * 1024 * 1024;
const AT_ONCE = 2;
const PAUSE_MS = [1000, 2000, 5000, 10000, 20000];
const TUS = { "Tus-Resumable": "1.0.0" };

const form = document.querySelector("[data-tus]");
const list = form.querySelector("[data-slot=files]");
const drop = form.querySelector("[data-slot=drop]");
const says = form.querySelector("[data-slot=says]");
const chooser = form.querySelector("input[type=file]");
const texts = JSON.parse(document.getElementById("upload-texts").textContent);
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const files = [];

// One file on its way. States: waiting, sending, paused, broken, again, whole, refused.
class Sending {
  #request = null;
  #times = 0; // failures in a row
  #began = { at: 0, offset: 0 };

  constructor(told) {
    Object.assign(this, { file: null, address: null, offset: 0, ...told });
    this.element = document.querySelector("[data-template=file]").content.firstElementChild.cloneNode(true);
    this.#part(".gui-file-name").textContent = this.name;
    this.#part("progress").setAttribute("aria-label", this.name);
    this.#part(".gui-file-size").textContent = sizeText(this.size);
    this.#part("[data-act=remove]").textContent = texts.remove;
    this.#part("[data-act=remove]").addEventListener("click", () => this.remove());
    this.#part("[data-act=pause]").addEventListener("click", () => this.toggle());
    list.append(this.element);
    this.#turn("waiting");
  }

  get isWanted() {
    return this.state === "sending" || this.state === "waiting" || this.state === "broken";
  }

  take(file) {
    this.file = file;
    this.#turn("waiting");
    sendNext();
  }

  needsItsFile() {
    this.#turn("again");
  }

  isOf(file) {
    return this.name === file.name && this.size === file.size && !this.file;
  }

  async send() {
    this.#turn("sending");
    this.#began = { at: performance.now(), offset: this.offset };
    try {
      if (this.address) await this.#askOffset();
      else await this.#begin();
      while (this.state === "sending" && this.offset < this.size) await this.#sendPiece();
      if (this.offset >= this.size && this.state === "sending") this.#turn("whole");
    } catch (fault) {
      this.#fail(fault);
    }
    sendNext();
  }

  toggle() {
    if (this.state === "paused") {
      this.#turn("waiting");
      sendNext();
      return;
    }
    this.#turn("paused");
    this.#request?.abort();
    sendNext();
  }

  async remove() {
    this.#turn("removed");
    this.#request?.abort();
    files.splice(files.indexOf(this), 1);
    this.element.remove();
    if (this.address) await fetch(this.address, { method: "DELETE", headers: headers() }).catch(() => {});
    sendNext();
  }

  async #begin() {
    const told = { filename: this.name, modified: String(this.file.lastModified) };
    const metadata = Object.entries(told).map(([key, value]) => `${key} ${base64(value)}`).join(",");
    const wanted = { "Upload-Length": String(this.size), "Upload-Metadata": metadata };
    const answer = await fetch(form.dataset.tus, { method: "POST", headers: headers(wanted) });
    if (!answer.ok) throw await Refused.of(answer);
    this.address = new URL(answer.headers.get("Location")).pathname;
  }

  async #askOffset() {
    const answer = await fetch(this.address, { method: "HEAD", headers: headers() });
    if (answer.status === 404) {
      this.address = null; // expired: from the beginning
      this.offset = 0;
      return this.#begin();
    }
    if (!answer.ok) throw faultOf(answer.status);
    this.offset = Number(answer.headers.get("Upload-Offset"));
    this.#began.offset = this.offset;
  }

  // fetch() does not tell how far a body has gone; XMLHttpRequest does.
  #sendPiece() {
    const start = this.offset;
    const piece = this.file.slice(start, start + PIECE_BYTES);
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      this.#request = request;
      request.open("PATCH", this.address);
      const wanted = { "Upload-Offset": String(start), "Content-Type": "application/offset+octet-stream" };
      for (const [name, value] of Object.entries(headers(wanted))) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", (event) => this.#show(start + event.loaded));
      request.addEventListener("load", () => {
        if (request.status !== 204) return failed(faultOf(request.status));
        this.offset = Number(request.getResponseHeader("Upload-Offset"));
        this.#times = 0;
        return done();
      });
      request.addEventListener("error", () => failed(new Error("connection")));
      request.addEventListener("abort", () => done());
      request.send(piece);
    });
  }

  #fail(fault) {
    if (this.state !== "sending") return;
    if (fault instanceof Refused) {
      this.#turn("refused", fault.message);
      return;
    }
    this.#turn("broken");
    const pause = PAUSE_MS[Math.min(this.#times, PAUSE_MS.length - 1)];
    this.#times += 1;
    setTimeout(() => {
      if (this.state !== "broken") return;
      this.#turn("waiting");
      sendNext();
    }, pause);
  }

  #show(offset) {
    if (this.state !== "sending") return;
    const seconds = (performance.now() - this.#began.at) / 1000;
    const speed = (offset - this.#began.offset) / Math.max(seconds, 0.1);
    const left = speed > 0 ? timeText((this.size - offset) / speed) : "…";
    this.#part("progress").value = percentOf(offset, this.size);
    this.#say(fill(texts.sending, { percent: percentOf(offset, this.size), speed: sizeText(speed), left }));
  }

  #turn(state, words = texts[state]) {
    this.state = state;
    this.element.dataset.state = state;
    const percent = percentOf(this.offset, this.size);
    if (state !== "sending") this.#say(fill(words ?? "", { percent }));
    const pause = this.#part("[data-act=pause]");
    pause.hidden = !["sending", "waiting", "paused", "broken"].includes(state);
    pause.textContent = state === "paused" ? texts.resume : texts.pause;
    const bar = this.#part("progress");
    bar.hidden = state === "whole" || state === "refused";
    bar.value = percent;
    const box = this.#part("[name=uploads]");
    box.disabled = state !== "whole";
    if (state === "whole") box.value = this.address.split("/").filter(Boolean).pop();
  }

  #say(words) {
    this.#part(".gui-file-says").textContent = words;
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }
}

// The hub will not take it, however often it is asked.
class Refused extends Error {
  static async of(answer) {
    if (answer.status === 401 || answer.status === 403) return new Refused(texts.signed_out);
    const words = await answer.text();
    // 409: a piece that was broken off came further than we knew. 423: it is still at it.
    const canPass = answer.status === 409 || answer.status === 423;
    const isForGood = answer.status >= 400 && answer.status < 500 && !canPass;
    return isForGood || answer.status === 507 ? new Refused(words) : new Error(words);
  }
}

// Whoever is no longer signed in is told; all else is tried again.
function faultOf(status) {
  return status === 401 || status === 403 ? new Refused(texts.signed_out) : new Error(String(status));
}

function add(chosen) {
  for (const file of chosen) {
    const known = files.find((one) => one.isOf(file));
    if (known) {
      known.take(file);
      continue;
    }
    const sending = new Sending({ file, name: file.name, size: file.size });
    files.push(sending);
  }
  sendNext();
}

function sendNext() {
  const busy = files.filter((one) => one.state === "sending").length;
  const waiting = files.filter((one) => one.state === "waiting" && one.file);
  for (const one of waiting.slice(0, Math.max(AT_ONCE - busy, 0))) one.send();
  if (!files.some((one) => one.isWanted)) says.textContent = "";
}

// What was left unfinished, here or on another day, as the hub remembers it.
async function recall() {
  const answer = await fetch(form.dataset.tus, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  for (const told of (await answer.json()).uploads) {
    const isShown = list.querySelector(`[data-upload="${told.id}"]`);
    if (isShown || told.offset >= told.size) continue;
    const sending = new Sending(told);
    files.push(sending);
    sending.needsItsFile();
  }
}

// Those that were whole when the page came can be removed, too.
function makeRemovable(element) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: texts.remove });
  const place = document.createElement("span");
  place.className = "gui-file-buttons";
  place.append(button);
  element.append(place);
  button.addEventListener("click", async () => {
    await fetch(`${form.dataset.tus}${element.dataset.upload}/`, { method: "DELETE", headers: headers() });
    element.remove();
  });
}

function headers(more = {}) {
  return { ...TUS, "X-CSRFToken": token, ...more };
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function percentOf(part, whole) {
  return Math.floor((100 * part) / Math.max(whole, 1));
}

function sizeText(bytes) {
  const units = ["byte", "KB", "MB", "GB"];
  let at = 0;
  for (; bytes >= 1024 && at < units.length - 1; at += 1) bytes /= 1024;
  return `${bytes.toLocaleString("vi", { maximumFractionDigits: at > 1 ? 1 : 0 })} ${units[at]}`;
}

function timeText(seconds) {
  if (seconds < 90) return fill(texts.seconds, { count: Math.ceil(seconds) });
  if (seconds < 5400) return fill(texts.minutes, { count: Math.ceil(seconds / 60) });
  return fill(texts.hours, { count: (seconds / 3600).toLocaleString("vi", { maximumFractionDigits: 1 }) });
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

chooser.addEventListener("change", () => {
  add([...chooser.files]);
  chooser.value = ""; // they go by themselves, not with the form
});
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  add([...event.dataTransfer.files]);
});
// A file that misses its place must not take the page away.
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
form.addEventListener("submit", (event) => {
  if (files.some((one) => one.isWanted)) {
    event.preventDefault();
    says.textContent = texts.busy;
    return;
  }
  form.querySelector(".gui-send button").disabled = true;
  says.textContent = texts.sent;
});
window.addEventListener("pageshow", () => {
  form.querySelector(".gui-send button").disabled = false;
});
window.addEventListener("beforeunload", (event) => {
  if (files.some((one) => one.isWanted)) event.preventDefault();
});
document.documentElement.classList.add("has-program");
for (const element of list.querySelectorAll("[data-upload]")) makeRemovable(element);
recall();
