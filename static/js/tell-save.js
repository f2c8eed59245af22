// Keeps what is typed at /tell/ and in a story on the desk: a copy in this browser at once, the server's a few seconds later, in words beside the button.
import { remember, recall, forgetConfirmed } from "./tell-copy.js";

const form = document.querySelector("form[data-save]");
const line = document.getElementById("save-line");
const words = line.dataset;
const PAUSE = 2500;
const AGAIN = 8000;
let timer, order = 0, shown = "", pending = null, good = line.textContent;

history.replaceState(null, "", location.href); // a reload after an error asks for the page and does not post the older text again
form.elements.tab.value = crypto.getRandomValues(new Uint32Array(3)).join("-");

function typed() {
  const told = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") (told[name] ??= []).push(value);
  return told;
}

function say(text, state, url) {
  line.className = `save-line save-line--${state}`;
  line.textContent = text;
  if (url) line.append(" ", Object.assign(document.createElement("a"), { href: url, textContent: words.compare }));
}

function content(told) {
  return JSON.stringify({ ...told, version: 0, order: 0, tab: 0, draft: 0 });
}

async function save() {
  clearTimeout(timer);
  form.elements.order.value = ++order;
  const told = typed();
  if (content(told) === shown) return;
  say(words.saving, "saving");
  try {
    pending = new AbortController();
    const answer = await fetch(form.dataset.save, { method: "POST", body: JSON.stringify(told), headers: { "Content-Type": "application/json" }, signal: pending.signal });
    const kept = await answer.json();
    if (kept.conflict) {
      if (content(typed()) === content(told)) remember(form.dataset.part, null); // the server has set it aside: it must not come back over the newer text
      return say(kept.words || words.conflict, "failed", kept.url);
    }
    if (kept.error) return say(kept.error, "failed"); // too long or too often: trying again by itself would not help
    if (!answer.ok) throw new Error(answer.status);
    shown = content(told);
    form.elements.version.value = kept.version;
    if (kept.draft) form.elements.draft.value = kept.draft;
    if (content(typed()) === shown) remember(form.dataset.part, null);
    good = `${words.saved} ${kept.at}`;
    say(good, "saved");
  } catch (problem) {
    if (problem.name === "AbortError") return;
    say(words.offline, "failed");
    timer = setTimeout(save, AGAIN);
  }
}

function changed(event) {
  if (event.target.type === "file") return;
  form.elements.order.value = ++order;
  remember(form.dataset.part, typed());
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

forgetConfirmed(JSON.parse(document.getElementById("tell-kept").textContent));
shown = content(typed());
if (recall(form)) {
  say(words.restored, "saved");
  timer = setTimeout(save, 0);
}
form.addEventListener("input", changed);
form.addEventListener("change", (event) => {
  if (event.target.dataset.add && event.target.files.length) form.querySelector(`button[value="${event.target.dataset.add}"]`).click();
});
form.addEventListener("submit", (event) => {
  if (!navigator.onLine) { // the browser would show its own error page in place of this one
    event.preventDefault();
    return say(words.offline, "failed");
  }
  clearTimeout(timer);
  pending?.abort();
  form.elements.order.value = ++order;
  if (content(typed()) !== shown) remember(form.dataset.part, typed());
});
window.addEventListener("online", () => (content(typed()) === shown ? say(good, "saved") : save()));
