// After each save what the checks say is fetched again, and the preview is told; when the page is left, what is typed goes into a version.
const form = document.getElementById("edit-form");
const line = document.getElementById("save-line");
const address = document.getElementById("checks").dataset.address;
let asked = 0;

async function refresh() {
  const mine = ++asked;
  form.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
  try {
    const answer = await fetch(address);
    if (!answer.ok || mine !== asked) return;
    const words = await answer.text();
    const box = document.getElementById("checks");
    if (!box.contains(document.activeElement)) box.innerHTML = words;
  } catch { /* not connected: the save line says so */ }
}

new MutationObserver(() => { if (line.classList.contains("save-line--saved")) refresh(); }).observe(line, { attributes: true, attributeFilter: ["class"] });

// Told before the next page is asked for, so that this one's text is there when it comes; a button's own post tells it all anyway.
let typed = false;
function leave() {
  if (!typed) return;
  typed = false;
  const told = { leaving: ["1"] };
  for (const [name, value] of new FormData(form)) if (typeof value === "string") (told[name] ??= []).push(value);
  navigator.sendBeacon(form.dataset.save, new Blob([JSON.stringify(told)], { type: "application/json" }));
}

form.addEventListener("input", () => { typed = true; });
form.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", leave);
document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
