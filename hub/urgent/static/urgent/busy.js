// Says what is being done and keeps a second press away: signing and drawing take seconds.

for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter ?? form.querySelector("button");
    // The button that was pressed must still be sent along.
    setTimeout(() => {
      for (const one of form.querySelectorAll("button")) one.disabled = true;
      button.textContent = form.dataset.busy;
    });
  });
}

for (const all of document.querySelectorAll("[data-all]")) {
  all.addEventListener("click", () => {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.all}"]`)) box.checked = true;
  });
}

// Back from the page that came next: what was disabled is not busy any more.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
