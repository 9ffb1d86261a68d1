// The one thing that the hand-over sheet does.
document.querySelector("[data-print]").addEventListener("click", () => window.print());
