// Copies an official name when it is pressed, by mouse or by key, and says so.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await copy(button.dataset.copy);
  for (const other of document.querySelectorAll(".source-copy.is-copied")) {
    other.classList.remove("is-copied");
  }
  button.classList.add("is-copied");
  const status = document.querySelector("[data-copy-status]");
  if (status) status.textContent = `${button.dataset.copied}: ${button.dataset.copy}`;
});

// Without a secure connection browsers keep their clipboard shut: then by a field.
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
