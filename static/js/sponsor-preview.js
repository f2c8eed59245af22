// The frames follow what is typed: the server draws the message once, each frame takes it in. Without this script "Save and show me" does it.
const form = document.getElementById("message-form");
const chosen = document.getElementById("message-picture");
const frames = [...document.querySelectorAll(".frames iframe")];
const PAUSE = 350;
let timer, asked = 0;

const inner = (frame) => frame.contentDocument?.getElementById("sheet");

function fit(frame) {
  const sheet = inner(frame)?.closest("main");
  if (sheet) frame.height = Math.ceil(sheet.firstElementChild.nextElementSibling.getBoundingClientRect().height);
}

async function show() {
  const mine = ++asked;
  const typed = new FormData(form);
  typed.delete("picture"); // a new one is shown once it is saved
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: typed });
    if (!answer.ok || mine !== asked) return;
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("sheet");
    for (const frame of frames) {
      inner(frame)?.replaceChildren(...[...drawn.childNodes].map((node) => frame.contentDocument.importNode(node, true)));
      fit(frame);
    }
  } catch { /* not connected: the frames keep what they show, and the form what was typed */ }
}

form?.addEventListener("input", (event) => {
  if (event.target.type === "file") return;
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
form?.addEventListener("change", (event) => {
  if (event.target.type === "file") chosen.textContent = event.target.files.length ? chosen.dataset.words : "";
});
for (const frame of frames) {
  frame.addEventListener("load", () => fit(frame));
  fit(frame);
}
addEventListener("resize", () => frames.forEach(fit));
