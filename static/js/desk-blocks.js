// The buttons that add, move and remove blocks, without a page load: the same form is posted, and the fields of the answer take the old ones' place.
import { forgetConfirmed } from "./tell-copy.js";
import { furnishAll } from "./tell-text.js";

const form = document.getElementById("edit-form");
const ACTS = /^(add|up|down|remove|undo|find|plain|blocks|answer|settle)(:|$)/;
let native = false;

form.addEventListener("submit", async (event) => {
  const pressed = event.submitter;
  if (event.defaultPrevented || native || !ACTS.test(pressed?.value ?? "")) return;
  event.preventDefault();
  const typed = new FormData(form, pressed);
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: typed });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!(answer.ok || /^(answer|settle):/.test(pressed.value)) || !page.getElementById("edit-fields")) throw new Error(answer.status);
    take(page, pressed.value);
  } catch (problem) {
    if (problem instanceof TypeError) return notConnected();
    native = true; // whatever came instead of the form is shown as a page; both texts are kept
    form.requestSubmit(pressed);
  } finally {
    form.removeAttribute("aria-busy");
  }
});

function notConnected() {
  const line = Object.assign(document.getElementById("save-line"), { className: "save-line save-line--failed" });
  line.textContent = line.dataset.offline;
}

function take(page, pressed) {
  const before = new Set([...form.querySelectorAll(".block")].map((block) => block.id));
  const top = window.scrollY;
  for (const name of ["version", "revision"]) form.elements[name].value = page.querySelector(`#edit-form [name=${name}]`).value;
  for (const id of ["edit-fields", "remarks", "checks", "in-the-way"]) document.getElementById(id).replaceWith(document.importNode(page.getElementById(id), true));
  furnishAll(form);
  forgetConfirmed(JSON.parse(page.getElementById("tell-kept").textContent));
  window.scrollTo(0, top);
  land([...form.querySelectorAll(".block")].find((block) => !before.has(block.id)), pressed);
  form.dispatchEvent(new CustomEvent("arranged", { bubbles: true }));
}

// Focus goes where the eye is: the first field of a block that came, the same button of one that moved, Undo after one that went.
function land(come, pressed) {
  const [act, id] = pressed.split(":");
  if (["answer", "settle"].includes(act)) return landAt(document.querySelector(`#remark-${id} [aria-invalid]`) ?? document.getElementById(`remark-${id}`) ?? document.getElementById("remarks"));
  const block = come ?? document.getElementById(`block-${id}`) ?? document.getElementById("blocks");
  const same = [...form.querySelectorAll("button[name=do]")].find((button) => button.value === pressed && !button.disabled);
  const field = block.querySelector("textarea, input:not([type=hidden]), select");
  const to = act === "remove" ? form.querySelector("button[value=undo]") : act === "find" ? block.querySelector("[type=radio]") : come ? field : same;
  landAt(to ?? block, act === "remove" && to ? to : block);
}

function landAt(to, seen = to) {
  to.focus({ preventScroll: true });
  seen.scrollIntoView({ block: "nearest" });
}
