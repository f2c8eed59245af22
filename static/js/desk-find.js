// "Show me where": the words that a check or a remark is about are selected in the text box they stand in.
const form = document.getElementById("edit-form");
const MARKS = String.raw`(?:[\s*_>#\\[\]-]|\]\([^)]*\))+`; // what may stand between two words of a typed text

form.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-find]");
  if (!asked) return;
  const boxes = (asked.closest(".block") ?? form).querySelectorAll("textarea:not([name^=remark])");
  const words = asked.dataset.find.replace(/…$/, "").trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(words.join(MARKS), "iu");
  for (const box of boxes) {
    const found = pattern.exec(box.value);
    if (found) return select(box, found.index, found.index + found[0].length);
  }
  boxes[0]?.focus();
});

// Browsers bring the selection into view when a box gets focus, not when the selection changes.
function select(box, start, end) {
  box.setSelectionRange(start, start);
  box.blur();
  box.focus();
  box.setSelectionRange(start, end);
}
