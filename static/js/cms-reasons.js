// Choosing a reason puts its words into the text box beside it, and never over words already typed.
document.addEventListener("change", (event) => {
  const select = event.target.closest("select[data-reason]");
  if (!select) return;
  const words = select.form.elements.words;
  if (words.value.trim() && words.value !== words.dataset.filled) return;
  words.value = select.selectedOptions[0].dataset.words ?? "";
  words.dataset.filled = words.value;
});
