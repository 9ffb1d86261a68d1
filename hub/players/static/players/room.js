// Keeps the page of players current: a small question every few seconds, answered with the
// changed part or with nothing. Not while nobody looks.

const EVERY_MS = 4000;
const room = document.querySelector("[data-room]");
const notice = document.querySelector("[data-stale]");
let known = null; // the answer's ETag
let timer = null;
let heardAt = new Date();

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const headers = known ? { "If-None-Match": known } : {};
    const answer = await fetch(room.dataset.room, { headers, redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 404) return signedOut();
    if (answer.ok) show(await answer.text());
    else if (answer.status !== 304) throw new Error(answer.status);
    known = answer.headers.get("ETag") ?? known;
    heardAt = new Date();
    tell("");
  } catch {
    tell(`${notice.dataset.stale} ${heardAt.toLocaleTimeString(document.documentElement.lang)}`);
  }
  timer = setTimeout(look, EVERY_MS);
}

// Only the clusters that changed: pictures of the others neither flicker nor jump.
function show(fragment) {
  const fresh = document.createElement("template");
  fresh.innerHTML = fragment;
  const parts = [...fresh.content.children];
  parts.forEach((part, place) => {
    const old = room.children[place];
    if (!old) room.append(part);
    else if (old.outerHTML !== part.outerHTML) old.replaceWith(part);
  });
  while (room.children.length > parts.length) room.lastElementChild.remove();
}

function signedOut() {
  tell(notice.dataset.out);
}

function tell(words) {
  notice.textContent = words;
  notice.hidden = !words;
  room.toggleAttribute("data-is-old", Boolean(words));
}

document.addEventListener("visibilitychange", look);
timer = setTimeout(look, EVERY_MS);
