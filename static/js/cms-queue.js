// The moderators' queue by keyboard. Every key presses a button, opens a panel or moves: without this script the page does the same.
const rows = [...document.querySelectorAll("[data-row]")];
const KEPT = "queue-row"; // which row was acted on: the next one stands there after the page has come again
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog";

const at = () => rows.indexOf(document.activeElement?.closest("[data-row]"));

function move(step) {
  const row = rows[Math.min(Math.max(at() + step, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function open(panel) {
  if (!panel) return;
  panel.open = true;
  (panel.querySelector("select, textarea") ?? panel.querySelector("summary")).focus();
}

const here = () => rows[at()];
const keys = {
  j: () => move(1),
  ArrowDown: () => move(1),
  k: () => move(-1),
  ArrowUp: () => move(-1),
  a: () => here()?.querySelector("[data-act=a]")?.click(),
  d: () => open(here()?.querySelector("[data-panel=d]")),
  e: () => open(here()?.querySelector("[data-panel=e]")),
  h: () => open(here()?.querySelector("[data-panel=h]")),
  x: () => here()?.querySelector("[name=chosen]")?.click(),
  u: () => document.querySelector("[data-undo]")?.click(),
  "?": () => document.querySelector("[data-help]").toggleAttribute("open"),
};

document.addEventListener("keydown", (event) => {
  const leaves = event.key === "Escape" && event.target.closest("[data-panel]");
  if (event.repeat && !/^Arrow|^[jk]$/.test(event.key)) return; // a key held down must not decide the next row too
  const typing = event.ctrlKey || event.metaKey || event.altKey || event.target.closest(FIELDS);
  if (!leaves && (typing || !Object.hasOwn(keys, event.key))) return;
  event.preventDefault();
  event.stopPropagation(); // the admin has a "?" and an Escape of its own
  if (leaves) event.target.closest("[data-row]").focus();
  else keys[event.key]();
}, true);

document.addEventListener("submit", (event) => {
  const row = rows.indexOf(event.target.closest("[data-row]"));
  if (row >= 0) sessionStorage.setItem(KEPT, row);
});

const all = document.querySelector("[data-choose-all]");
if (all) all.hidden = false;
all?.addEventListener("click", () => document.querySelectorAll("[name=chosen]").forEach((box) => { box.checked = true; }));

const refused = document.querySelector("[data-refused]");
const kept = sessionStorage.getItem(KEPT);
sessionStorage.removeItem(KEPT);
if (refused) refused.focus();
else if (kept !== null) rows[Math.min(Number(kept), rows.length - 1)]?.focus();
