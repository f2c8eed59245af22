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
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const one of fresh.querySelectorAll("[data-hints]")) renew(document.querySelector(`[data-hints="${one.dataset.hints}"]`), one);
    for (const id of ["checks", "in-the-way"]) renew(document.getElementById(id), fresh.getElementById(id));
    document.getElementById("asks-staff").hidden = !("asksStaff" in fresh.getElementById("checks").dataset);
  } catch { /* not connected: the save line says so */ }
}

// What somebody reads or uses this very moment stays as it is until the next save.
function renew(old, fresh) {
  if (old && !old.contains(document.activeElement) && old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
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
