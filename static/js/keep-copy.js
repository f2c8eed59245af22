// Keeps what is typed into a form in this browser until it is sent: a session that ends, a closed tab and a lost connection cost nothing.
// data-copy names the copy; data-fresh: the server sent the form empty. A page that says data-sent forgets the copy. Addresses are not kept.
import { remember, recall } from "./tell-copy.js";

const form = document.querySelector("form[data-copy]");
const line = document.querySelector("[data-restored]");
const sent = document.querySelector("[data-sent]");
const LEFT_OUT = ["hidden", "email", "file", "submit", "button"];

function typed() {
  const told = {};
  for (const field of form.elements) {
    if (!field.name || LEFT_OUT.includes(field.type) || (["checkbox", "radio"].includes(field.type) && !field.checked)) continue;
    (told[field.name] ??= []).push(field.value);
  }
  return told;
}

function afresh() {
  remember(form.dataset.copy, null);
  form.reset();
  line.hidden = true;
  form.querySelector("input:not([type=hidden]), textarea").focus();
}

if (sent) remember(sent.dataset.sent, null);
if (form) {
  form.dataset.part = form.dataset.copy;
  if ("fresh" in form.dataset && recall(form)) line.hidden = false;
  form.addEventListener("input", () => remember(form.dataset.copy, typed()));
  line.querySelector("button").addEventListener("click", afresh);
}
