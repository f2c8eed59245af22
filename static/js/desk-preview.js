// The preview in its frame: loaded again after each save where it was scrolled to, phone or desktop, scaled into its window.
const place = document.querySelector("[data-preview]");
const frame = place.querySelector("iframe");
const form = document.getElementById("edit-form");
const widths = place.querySelector("[data-widths]");
let width = 390, top = 0;

function fit() {
  const room = frame.parentElement.clientWidth;
  frame.style.setProperty("--width", `${width}px`);
  frame.style.setProperty("--scale", Math.min(1, room / width));
}

function reload() {
  if (!frame.getClientRects().length || !frame.contentWindow) return;
  top = frame.contentWindow.scrollY;
  frame.contentWindow.location.reload();
}

// It is looked at, not used: a link in it would lead out of the frame.
frame.addEventListener("load", () => {
  frame.contentDocument?.addEventListener("click", (event) => { if (event.target.closest("a, button, summary, input")) event.preventDefault(); });
  frame.contentWindow?.scrollTo(0, top);
});

widths.hidden = false;
widths.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  width = Number(button.dataset.width);
  for (const one of widths.children) one.setAttribute("aria-pressed", String(one === button));
  fit();
});
form.addEventListener("kept", reload);
form.addEventListener("arranged", reload);
new ResizeObserver(fit).observe(frame.parentElement);
fit();
