// The one-line form of the wall: its token is asked for when a reader turns to it, and the new card stands first without a reload.
import { remember, show, showKept, storyLink } from "./pin-card.js";
import "./pin-count.js";

const form = document.getElementById("pin");
const said = document.getElementById("pin-said");
const words = form.dataset;
let token = null;

const ask = async () => (await (await fetch(words.pin)).json()).token;

form.addEventListener("focusin", () => { token ??= ask().catch(() => (token = null)); });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  said.textContent = words.sending;
  try {
    form.elements.token.value = (await (token ??= ask())) ?? ""; // the server says why there is none
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
    const told = await answer.json();
    for (const box of form.elements) if (box.ariaInvalid) fault(box.name, "");
    (answer.ok ? pinned : refused)(told);
  } catch {
    token = null;
    said.textContent = words.offline;
  }
  form.ariaBusy = "false";
});

function pinned(line) {
  token = null;
  form.elements.text.value = "";
  form.elements.text.dispatchEvent(new Event("input"));
  show(line);
  remember(line);
  said.replaceChildren(words.done, " ", storyLink(line));
  said.focus();
}

function refused({ errors, token: another, prompt }) {
  if (another) token = Promise.resolve(another);
  if (prompt) form.elements.prompt.value = prompt.slug; // the next press pins it there
  said.textContent = [words.wrong, errors.__all__, prompt?.words].filter(Boolean).join(" ");
  const wrong = Object.keys(errors).filter((name) => fault(name, errors[name]));
  (form.elements[wrong[0]] ?? said).focus();
}

function fault(name, problem) {
  const note = document.getElementById(`pin-${name}_error`);
  if (!note) return false;
  form.elements[name].ariaInvalid = problem ? "true" : null;
  Object.assign(note, { textContent: problem, hidden: !problem });
  if (problem) form.elements[name].closest("details")?.setAttribute("open", "");
  return true;
}

showKept();
