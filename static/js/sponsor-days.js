// Picking days on the calendar: free days become buttons that fill the two date boxes, and the price follows. Without this script the boxes and "Show the price" do it.
const form = document.getElementById("days-form");
const price = document.getElementById("days-price");
const { starts, ends } = form.elements;
const days = [];
let asked = 0;
for (const cell of document.querySelectorAll("#days-months td.day--free")) {
  const time = cell.querySelector("time");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "day__pick", tabIndex: -1 });
  button.dataset.day = time.dateTime;
  button.ariaLabel = `${cell.closest("table").caption.textContent}: ${cell.textContent}`; // it is met without its table
  button.append(...cell.childNodes);
  cell.append(button);
  button.addEventListener("click", () => pick(button));
  button.addEventListener("keydown", (event) => step(event, button));
  days.push(button);
}

function paint() {
  for (const button of days) {
    const day = button.dataset.day;
    button.setAttribute("aria-pressed", String(Boolean(starts.value) && day >= starts.value && day <= (ends.value || starts.value)));
  }
}

async function showPrice() {
  paint();
  const mine = ++asked;
  price.inert = true; // what stands there is about other days: nobody holds those by mistake
  if (!starts.value || !ends.value) return;
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer || mine !== asked || answer.redirected || answer.status >= 500) return;
  [price.innerHTML, price.inert] = [await answer.text(), false];
}

function pick(button) {
  const day = button.dataset.day;
  if (!starts.value || ends.value || day < starts.value) [starts.value, ends.value] = [starts.readOnly ? starts.value : day, starts.readOnly ? day : ""];
  else ends.value = day;
  showPrice();
}

function step(event, button) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
  if (!by) return;
  event.preventDefault();
  const wanted = new Date(`${button.dataset.day}T12:00Z`);
  wanted.setUTCDate(wanted.getUTCDate() + by);
  const day = wanted.toISOString().slice(0, 10);
  const next = by > 0 ? days.find((one) => one.dataset.day >= day) : days.findLast((one) => one.dataset.day <= day);
  if (!next) return;
  for (const one of days) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

if (days.length) (days.find((one) => one.dataset.day >= starts.value) ?? days[0]).tabIndex = 0;
form.addEventListener("change", showPrice);
paint();
