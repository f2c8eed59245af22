// What the tools over a text box do to its text: lines marked as heading, list or quotation; words set bold or emphasized; a link.

// insertText keeps the browser's undo; setRangeText is for browsers without it.
export function put(box, text) {
  box.focus();
  if (document.execCommand?.("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

export function eachLine(box, mark) {
  const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const end = Math.max(box.selectionEnd, start);
  const lines = box.value.slice(start, end).split("\n");
  const marked = lines.every((line) => line.startsWith(mark));
  box.setSelectionRange(start, end);
  put(box, lines.map((line) => (marked ? line.slice(mark.length) : mark + line.replace(/^(#+|>|-) /, ""))).join("\n"));
}

// Spaces at the ends of what is selected stay outside: "**word **" would not be bold.
export function around(box, mark, words) {
  const chosen = box.value.slice(box.selectionStart, box.selectionEnd) || words;
  const core = chosen.trim() || words;
  const before = chosen.slice(0, chosen.indexOf(core));
  const marked = core.startsWith(mark) && core.endsWith(mark) && core.length > 2 * mark.length;
  const inner = marked ? core.slice(mark.length, -mark.length) : mark + core + mark;
  const start = box.selectionStart + before.length + (marked ? 0 : mark.length);
  put(box, before + inner + chosen.slice(before.length + core.length));
  box.setSelectionRange(start, start + (marked ? inner.length : core.length));
}

export function link(box, words) {
  const chosen = box.value.slice(box.selectionStart, box.selectionEnd) || words;
  const at = box.selectionStart + chosen.length + 3;
  put(box, `[${chosen}](https://)`);
  box.setSelectionRange(at + 8, at + 8);
}
