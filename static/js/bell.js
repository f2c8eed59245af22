// Rings in place: the plain form works without it. What this browser has rung is remembered with the receipt that takes it back.
const KEY = "rung";

function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

function keep(all) {
  try { localStorage.setItem(KEY, JSON.stringify(all)); } catch { /* a browser that keeps nothing rings all the same */ }
}

const each = (attribute, what, act) => document.querySelectorAll(`[${attribute}="${CSS.escape(what)}"]`).forEach(act);

function show(what, pressed, rings) {
  each("data-ring", what, (form) => form.querySelector("button").setAttribute("aria-pressed", pressed));
  if (rings === undefined) return;
  each("data-ring", what, (form) => form.querySelectorAll("[data-rings]").forEach((place) => { place.textContent = rings.toLocaleString(); }));
  each("data-rings-of", what, (place) => { place.textContent = rings.toLocaleString(); });
}

function say(what, words) {
  each("data-ring-said", what, (place) => { place.textContent = words(place); });
}

async function ring(form) {
  const what = form.dataset.ring;
  const all = kept();
  const back = what in all;
  const body = new URLSearchParams(back ? { receipt: all[what].receipt } : {});
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (!answer.ok) return say(what, () => told.words);
  if (back) delete all[what];
  else if (told.receipt) all[what] = { receipt: told.receipt, rings: told.rings }; // none where this address had rung before: then there is nothing of ours to take back
  keep(all);
  show(what, !back, told.rings);
  say(what, (place) => (back ? place.dataset.back : place.dataset.rung));
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-ring]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  ring(form).catch(() => form.submit()).finally(() => { delete form.dataset.busy; });
});

// The page may be a copy from before the ring: it shows at least what was counted then.
for (const [what, { rings }] of Object.entries(kept())) {
  const shown = document.querySelector(`[data-ring="${CSS.escape(what)}"] [data-rings], [data-rings-of="${CSS.escape(what)}"]`);
  show(what, true, shown && Number(shown.textContent.replace(/\D/g, "")) < rings ? rings : undefined);
}
