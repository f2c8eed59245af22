// The reader's own lines that wait: their cards stand first on the wall, in this browser only, until an editor has decided.
const KEY = "pinned";
const MOST = 20;
const form = document.getElementById("pin");

function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
}

function keep(lines) {
  try { localStorage.setItem(KEY, JSON.stringify(lines.slice(0, MOST))); } catch { /* a browser that keeps nothing has seen its card */ }
}

export const remember = (line) => keep([line, ...kept().filter((other) => other.receipt !== line.receipt)]);

export function storyLink(line) {
  return Object.assign(document.createElement("a"), { href: `${form.dataset.tell}?line=${encodeURIComponent(line.receipt)}`, textContent: form.dataset.story });
}

// Words from the browser's store are only ever put in as text.
export function show(line) {
  const card = document.getElementById("pin-card").content.querySelector(".quote").cloneNode(true);
  card.querySelector(".quote__text p").textContent = line.text;
  card.querySelector(".quote__name").textContent = line.name;
  card.querySelector(".quote__note").append(". ", storyLink(line));
  card.dataset.receipt = line.receipt;
  wall().querySelector(`[data-receipt="${CSS.escape(line.receipt)}"]`)?.remove();
  wall().prepend(card);
}

function wall() {
  const found = document.querySelector(".wall");
  if (found) return found;
  form.after(Object.assign(document.createElement("div"), { className: "wall" }));
  return document.querySelector(".wall");
}

async function stillWaiting(lines) {
  const asked = new URLSearchParams(lines.map((line) => ["r", line.receipt]));
  const answer = await fetch(`${form.dataset.waiting}?${asked}`);
  const waiting = new Set((await answer.json()).waiting);
  return lines.filter((line) => waiting.has(line.receipt));
}

export async function showKept() {
  let lines = kept();
  if (!lines.length) return;
  try { keep(lines = await stillWaiting(lines)); } catch { /* not connected: as they were */ }
  for (const line of lines.toReversed()) if (line.prompt === form.dataset.prompt) show(line);
}
