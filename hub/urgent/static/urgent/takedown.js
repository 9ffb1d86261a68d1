// Asks every two seconds which players still show the item; nothing is loaded anew.

const EVERY_MS = 2000;
const place = document.querySelector("[data-live]");
const list = place.querySelector("[data-rows]");

async function look() {
  try {
    const answer = await fetch(place.dataset.live, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
    place.querySelector("[data-lost]").hidden = true;
  } catch {
    place.querySelector("[data-lost]").hidden = false;
  }
  setTimeout(look, EVERY_MS);
}

function show({ rows, summary }) {
  place.querySelector("[data-summary]").textContent = summary;
  if (rows.length) list.replaceChildren(...rows.map(line));
}

function line(row) {
  const item = document.createElement("li");
  item.dataset.standing = row.standing;
  const cluster = document.createElement("strong");
  cluster.textContent = row.cluster;
  const words = document.createElement("span");
  words.textContent = row.words;
  item.append(cluster, ` ${row.player} `, words);
  return item;
}

setTimeout(look, EVERY_MS);
