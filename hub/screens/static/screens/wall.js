// Draws the wall's document and keeps it fresh without reloading.
// What the document holds: hub/screens/wall.py. What is copied: templates/screens/_wall.html.
// One file on purpose: hashed names of static files are not rewritten inside modules.

const POLL_MS = 3000;
const ZONE = "Asia/Ho_Chi_Minh";
const TAGS = { vi: "VI", en: "EN", "zh-hans": "中文" };
const language = document.documentElement.lang;

const root = document.querySelector("[data-wall]");
const texts = readJson("wall-texts");

class WallView {
  #clusters = new Map();

  draw(wall) {
    this.drawRenderer(wall);
    const { only } = root.dataset; // a page may be about one cluster
    const clusters = wall.clusters.filter((cluster) => !only || cluster.code === only);
    const codes = new Set(clusters.map((cluster) => cluster.code));
    for (const [code, view] of this.#clusters) {
      if (!codes.has(code)) view.element.remove();
    }
    const views = clusters.map((cluster) => this.#viewOf(cluster, wall));
    this.#clusters = new Map(views.map((view) => [view.code, view]));
  }

  #viewOf(cluster, wall) {
    const view = this.#clusters.get(cluster.code) ?? new ClusterView(cluster.code);
    if (!view.element.isConnected) slot(root, "clusters").append(view.element);
    view.draw(cluster, wall);
    return view;
  }

  drawRenderer(wall) {
    const element = slot(root, "renderer");
    element.dataset.state = wall.renderer;
    const work = fill(texts[`renderer.${wall.renderer}`] ?? texts["renderer.unknown"], wall);
    const left = wall.renderer === "rendering" ? timeLeft(wall.seconds_left) : "";
    element.textContent = left ? fill(texts["renderer.left"], { work, left }) : work;
    if (wall.dashboard) element.append(" · ", dashboardLink(wall.dashboard));
  }

  drawOffline() {
    const element = slot(root, "renderer");
    element.dataset.state = "offline";
    element.textContent = texts.offline;
  }
}

class ClusterView {
  #canvases = new Map();

  constructor(code) {
    this.code = code;
    this.element = copy("cluster");
    this.element.dataset.cluster = code;
  }

  draw(cluster, wall) {
    const [name, ...others] = inReadersOrder(cluster.names);
    setText(this.element, "name", name?.text ?? cluster.code);
    slot(this.element, "other-names").replaceChildren(...others.map(inItsLanguage));
    const state = slot(this.element, "state");
    state.dataset.state = cluster.state;
    state.textContent = (cluster.is_test ? `${texts.test} · ` : "") + texts[cluster.state];
    setText(this.element, "note", cluster.note);
    slot(this.element, "note").hidden = !cluster.note;
    this.#drawProblems(cluster.problems);
    const codes = new Set(cluster.canvases.map((canvas) => canvas.code));
    for (const [code, view] of this.#canvases) {
      if (!codes.has(code)) view.element.remove();
    }
    for (const canvas of cluster.canvases) this.#drawCanvas(canvas, cluster, wall);
  }

  #drawCanvas(canvas, cluster, wall) {
    const view = this.#canvases.get(canvas.code) ?? new CanvasView();
    this.#canvases.set(canvas.code, view);
    if (!view.element.isConnected) slot(this.element, "canvases").append(view.element);
    view.draw(canvas, cluster, wall);
  }

  #drawProblems(problems) {
    slot(this.element, "problems").hidden = !problems.length;
    setText(this.element, "problem-count", fill(texts.problems, { count: problems.length }));
    const rows = problems.map((problem) => {
      const title = Object.assign(document.createElement("strong"), { textContent: problem.title });
      const message = Object.assign(document.createElement("span"), { textContent: problem.message });
      return wrap("li", [title, message]);
    });
    slot(this.element, "problem-list").replaceChildren(...rows);
  }
}

class CanvasView {
  element = copy("canvas");
  #canvas = null;
  #cluster = null;
  #shown = null; // { video, loop } that people see
  #coming = null; // the same, still loading behind it
  #line = []; // the loop's scenes, drawn as one line
  #told = ""; // what the words beside the picture speak of

  draw(canvas, cluster, wall) {
    this.#canvas = canvas;
    this.#cluster = cluster;
    this.#told = "";
    this.#drawShape(canvas);
    this.#drawFaces(canvas);
    this.#drawFoot(canvas, cluster);
    this.#drawAbsence(wall);
    this.#drawScreen(canvas.screen);
    this.#load(canvas.loop);
    if (this.#shown) this.#tell(this.#shown.video.currentTime);
  }

  #drawShape({ width_px: width, height_px: height }) {
    const shape = width > 3 * height ? "wide" : width < height ? "tall" : "plain";
    const isLarge = width > 1600;
    this.element.dataset.shape = shape;
    this.element.closest(".cluster").classList.toggle("cluster--large", isLarge);
    this.element.style.setProperty("--ratio", `${width} / ${height}`);
    this.element.style.setProperty("--width", `${width}px`);
  }

  // Beneath the picture, never over it: one bracket for each face, row by row.
  #drawFaces({ width_px: width, faces }) {
    const rows = [...new Set(faces.map((face) => face.y_px))].sort((a, b) => a - b);
    const drawn = rows.map((top) => {
      const row = wrap("div", faces.filter((face) => face.y_px === top).map((face) => faceBracket(face, width)));
      row.className = "face-row";
      return row;
    });
    slot(this.element, "faces").replaceChildren(...drawn);
  }

  #drawFoot(canvas, cluster) {
    setText(this.element, "size", sizeText(canvas));
    const time = cluster.until ? localTime(cluster.until) : "";
    const isOver = cluster.until && new Date(cluster.until) <= new Date();
    setText(this.element, "until", time && fill(isOver ? texts.over : texts.until, { time }));
    const playlist = slot(this.element, "playlist");
    playlist.href = canvas.playlist;
    playlist.hidden = !canvas.loop;
  }

  #drawAbsence(wall) {
    setText(this.element, "absent-text", texts[this.#cluster.state]);
    const progress = slot(this.element, "absent-progress");
    progress.hidden = this.#cluster.state !== "rendering";
    progress.max = Math.max(wall.total, 1);
    progress.value = wall.done;
  }

  // What the player beside the wall really shows, as it told last.
  #drawScreen(screen) {
    const figure = slot(this.element, "screen");
    figure.hidden = !screen;
    if (!screen) return;
    figure.dataset.state = screen.is_down ? "down" : screen.rung;
    const picture = slot(this.element, "screen-picture");
    picture.hidden = !screen.picture;
    if (screen.picture && picture.getAttribute("src") !== screen.picture) picture.src = screen.picture;
    setText(this.element, "screen-rung", texts[`screen.${screen.rung}`] ?? screen.rung);
    const time = localSeconds(screen.heard_at);
    setText(this.element, "screen-time", fill(screen.is_down ? texts["screen.down"] : texts.screen, { time }));
  }

  // The new loop plays behind the old one before it takes its place: never black.
  #load(loop) {
    const newest = this.#coming ?? this.#shown;
    if (!loop || newest?.loop.sha256 === loop.sha256) return;
    this.#coming?.video.remove();
    const coming = { video: videoOf(loop), loop };
    this.#coming = coming;
    coming.video.addEventListener("playing", () => this.#show(coming), { once: true });
    coming.video.addEventListener("error", () => this.#giveUp(coming), { once: true });
    slot(this.element, "picture").append(coming.video);
    coming.video.play().catch(() => {}); // its poster stays where playing is not allowed
  }

  #show(coming) {
    if (this.#coming !== coming) return;
    this.#shown?.video.remove();
    this.#shown = coming;
    this.#coming = null;
    coming.video.classList.add("is-shown");
    slot(this.element, "absent").hidden = true;
    this.#drawLine(coming.loop);
    this.#told = "";
    this.#tell(coming.video.currentTime);
    this.#follow(coming.video);
  }

  // Frame by frame where the browser can tell, else some four times in a second.
  #follow(video) {
    if (!("requestVideoFrameCallback" in video)) {
      video.addEventListener("timeupdate", () => this.#tell(video.currentTime));
      return;
    }
    const onFrame = (_now, { mediaTime }) => {
      if (this.#shown?.video !== video) return;
      this.#tell(mediaTime);
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  }

  // What is shown stays; the next poll tries again.
  #giveUp(coming) {
    coming.video.remove();
    if (this.#coming === coming) this.#coming = null;
    if (!this.#shown) setText(this.element, "absent-text", texts.broken);
  }

  #drawLine(loop) {
    this.#line = loop.scenes.map((scene) => {
      const part = document.createElement("li");
      part.style.flexGrow = scene.frame_count;
      return part;
    });
    slot(this.element, "line").replaceChildren(...this.#line);
  }

  #tell(seconds) {
    const { loop } = this.#shown;
    const frame = Math.floor(seconds * loop.fps + 0.001) % loop.frame_count;
    const index = Math.max(0, loop.scenes.findLastIndex((scene) => scene.start_frame <= frame));
    const scene = loop.scenes[index];
    slot(this.element, "now").hidden = !scene;
    if (!scene) return;
    const told = `${loop.sha256} ${index}`;
    if (told !== this.#told) {
      this.#told = told;
      this.#drawNow(scene, nextItem(loop.scenes, index));
      this.#line.forEach((part, number) => setDone(part, number < index ? 1 : 0));
    }
    setDone(this.#line[index], (frame - scene.start_frame) / scene.frame_count);
  }

  #drawNow(scene, next) {
    // For other programs of the same page.
    this.element.dispatchEvent(new CustomEvent("wall:scene", { bubbles: true, detail: scene }));
    slot(this.element, "titles").replaceChildren(
      ...inReadersOrder(scene.titles).flatMap((title) => this.#titleRow(title, scene)),
    );
    setText(this.element, "agency", firstText(this.#cluster.agencies[scene.item] ?? []));
    const nextTitle = next && firstText(next.titles);
    setText(this.element, "next", nextTitle ? fill(texts.next, { title: nextTitle }) : "");
    for (const face of this.element.querySelectorAll("[data-face]")) {
      for (const tag of face.querySelectorAll("[data-language]")) {
        tag.classList.toggle("is-now", tag.dataset.language === scene.languages[face.dataset.face]);
      }
    }
  }

  #titleRow(title, scene) {
    const faces = this.#canvas.faces.filter((face) => scene.languages[face.code] === title.language);
    const term = wrap("dt", [languageTag(title.language, { isNow: faces.length > 0 })]);
    const words = wrap("dd", [inItsLanguage(title)]);
    if (this.#canvas.faces.length > 1) {
      words.append(...faces.map((face) => {
        const name = Object.assign(document.createElement("small"), { textContent: firstText(face.names) || face.code });
        return name;
      }));
    }
    words.classList.toggle("is-now", faces.length > 0);
    return [term, words];
  }
}

function setDone(part, share) {
  part.style.setProperty("--done", Math.min(share, 1).toFixed(3));
}

function videoOf(loop) {
  const video = document.createElement("video");
  for (const name of ["muted", "loop", "autoplay", "playsinline"]) video.setAttribute(name, "");
  Object.assign(video, { muted: true, preload: "auto", poster: loop.poster, src: loop.video });
  return video;
}

function faceBracket(face, canvasWidth) {
  const name = Object.assign(document.createElement("span"), { textContent: firstText(face.names) || face.code });
  name.className = "face-name";
  const tags = face.languages.map((code) => languageTag(code, { isNow: false }));
  const bracket = wrap("div", [name, ...tags]);
  bracket.className = "face";
  bracket.dataset.face = face.code;
  bracket.style.left = `${(100 * face.x_px) / canvasWidth}%`;
  bracket.style.width = `${(100 * face.width_px) / canvasWidth}%`;
  return bracket;
}

function languageTag(code, { isNow }) {
  const tag = Object.assign(document.createElement("span"), { textContent: TAGS[code] ?? code });
  tag.className = "language-tag";
  tag.classList.toggle("is-now", isNow);
  tag.dataset.language = code;
  return tag;
}

// The next scene of another slot: the same item in its next language is not "next".
function nextItem(scenes, index) {
  const order = [...scenes.slice(index + 1), ...scenes.slice(0, index)];
  return order.find((scene) => scene.slot !== scenes[index].slot);
}

function sizeText({ width_px: width, height_px: height, faces }) {
  const pixels = `${width} × ${height} px`;
  const pitches = new Set(faces.map((face) => face.pitch_mm));
  if (pitches.size !== 1) return pixels;
  const metres = (px) => ((px * [...pitches][0]) / 1000).toLocaleString(language, { maximumFractionDigits: 2 });
  return `${pixels} · ${fill(texts.metres, { width: metres(width), height: metres(height) })}`;
}

function timeLeft(seconds) {
  if (seconds === null) return "";
  if (seconds < 60) return texts["left.seconds"];
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return fill(texts["left.minutes"], { minutes });
  return fill(texts["left.hours"], { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function dashboardLink(address) {
  return Object.assign(document.createElement("a"), {
    href: address,
    target: "_blank",
    rel: "noopener",
    textContent: texts.dashboard,
  });
}

function localTime(instant) {
  const fields = { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const format = new Intl.DateTimeFormat("en-GB", { ...fields, timeZone: ZONE });
  const part = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part.hour}:${part.minute} ${part.day}/${part.month}`;
}

function localSeconds(instant) {
  const fields = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat("en-GB", { ...fields, timeZone: ZONE }).format(new Date(instant));
}

function inReadersOrder(localTexts) {
  const order = [language, ...Object.keys(TAGS)];
  const rank = (text) => (order.indexOf(text.language) + order.length) % order.length;
  return [...localTexts].sort((one, other) => rank(one) - rank(other));
}

function firstText(localTexts) {
  return inReadersOrder(localTexts)[0]?.text ?? "";
}

function inItsLanguage({ language: code, text }) {
  return Object.assign(document.createElement("span"), { lang: code, textContent: text });
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function slot(element, name) {
  return element.querySelector(`[data-slot="${name}"]`);
}

function setText(element, name, text) {
  slot(element, name).textContent = text;
}

function copy(name) {
  return root.querySelector(`[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
}

function wrap(tag, children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

async function watch(view, address) {
  let etag = null;
  for (;;) {
    await new Promise((wake) => setTimeout(wake, POLL_MS));
    try {
      const answer = await fetch(address, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const wall = await answer.json();
      if (answer.headers.get("ETag") !== etag) view.draw(wall);
      etag = answer.headers.get("ETag");
      view.drawRenderer(wall);
    } catch {
      view.drawOffline();
    }
  }
}

const view = new WallView();
view.draw(readJson("wall-document"));
watch(view, root.dataset.address);
