// Letters left of a message, counted as the server does.
import { clean, graphemes } from "./pin-count.js";

const box = document.querySelector("[data-count]");
const note = box && document.getElementById(box.dataset.count);

function count() {
  const left = note.dataset.most - graphemes(clean(box.value));
  note.classList.toggle("counter--over", left < 0);
  note.textContent = `${Math.abs(left).toLocaleString()} ${left < 0 ? note.dataset.over : note.dataset.left}`;
}

if (note) {
  box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
  box.addEventListener("input", count);
  count();
}
