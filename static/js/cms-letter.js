// Choosing a letter on the review screen puts its words into the text box, and never over words already typed.
document.addEventListener("change", (event) => {
  const select = event.target.closest(".review__form select[name=template]");
  if (!select) return;
  const words = select.form.elements.words;
  const letter = select.form.querySelector(`template[data-letter="${select.value}"]`);
  if (!letter || (words.value.trim() && words.value !== words.dataset.filled)) return;
  words.value = letter.content.textContent;
  words.dataset.filled = words.value;
});
