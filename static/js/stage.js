// The stage: one answer after another; it takes new ones and loses withdrawn ones at each look at the server.
const SHOWN = 12_000; // milliseconds for one answer
const LOOK = 10_000; // milliseconds between two looks
const stage = document.querySelector("[data-stage]");
const figure = document.getElementById("stage-quote");
const pause = document.getElementById("stage-pause");
let answers = null; // what goes round, as the server last told it
let fresh = []; // ids that came since: they are shown first
let current = Number(stage.dataset.id) || 0;
let turn = 0;
function show(answer) {
  current = answer ? answer.id : 0;
  figure.hidden = !answer;
  document.getElementById("stage-empty").hidden = !!answer;
  figure.dataset.step = answer?.step ?? 0;
  for (const part of ["text", "name", "note"]) figure.querySelector(`[data-${part}]`).textContent = answer?.[part] ?? "";
}

function next() {
  if (!answers) return;
  const id = fresh.shift();
  const place = answers.findIndex((one) => one.id === current);
  show(answers.find((one) => one.id === id) ?? answers[(place + 1) % answers.length]);
  wait();
}

function wait() {
  clearTimeout(turn);
  turn = pause.ariaPressed === "false" ? setTimeout(next, SHOWN) : 0;
}

async function look() {
  const answer = await fetch(stage.dataset.stage).catch(() => null); // offline: what is there goes on
  if (answer?.ok) {
    const found = (await answer.json()).quotes;
    const ids = found.map((one) => one.id);
    const known = new Set(answers ? answers.map((one) => one.id) : ids);
    fresh = [...fresh, ...ids.filter((id) => !known.has(id))].filter((id) => ids.includes(id));
    answers = found;
    if (!found.some((one) => one.id === current)) next();
  }
  setTimeout(look, LOOK);
}

pause.hidden = false;
pause.addEventListener("click", () => {
  pause.ariaPressed = String(pause.ariaPressed === "false");
  figure.ariaLive = pause.ariaPressed === "true" ? "polite" : "off";
  wait();
});
document.getElementById("stage-next").addEventListener("click", (event) => {
  if (answers) event.preventDefault(), next();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") next();
  else if (event.key === " " && !event.target.closest("button, a")) pause.click();
});
wait();
look();
