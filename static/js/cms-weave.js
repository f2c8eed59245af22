// Choosing quotes for a round-up: ticking one gives it the next number, a number ticks its quote. Without this, both are typed.
const form = document.querySelector("[data-weave]");
const count = form?.querySelector("[data-weave-count]");

const rows = () => [...form.querySelectorAll(".weave__row")].map((row) => ({
  box: row.querySelector("[type=checkbox]"),
  number: row.querySelector("[type=number]"),
}));

form?.addEventListener("change", ({ target }) => {
  const row = rows().find(({ box, number }) => target === box || target === number);
  if (!row) return;
  if (target === row.number) row.box.checked = Boolean(row.number.value);
  else if (!row.box.checked) row.number.value = "";
  else row.number.value = 1 + Math.max(0, ...rows().map(({ number }) => Number(number.value)));
  count.textContent = rows().filter(({ box }) => box.checked).length;
});
