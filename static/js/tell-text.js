// The tools over a story's text box: heading, list, quotation, link; words counted; what is pasted keeps its form (tell-paste.js).
import { asText } from "./tell-paste.js";

export const furnishAll = (root) => root.querySelectorAll("[data-text-tools]:not(:has(.tools))").forEach(furnish);
furnishAll(document);

function furnish(editor) {
  const box = editor.querySelector("textarea");
  const words = editor.dataset;
  const tools = Object.assign(document.createElement("div"), { className: "tools" });
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", words.tools);
  const note = Object.assign(document.createElement("p"), { className: "counter" });
  note.setAttribute("role", "status");
  const count = Object.assign(document.createElement("p"), { className: "counter" });

  const tool = (label, act) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "tools__button", textContent: label });
    button.addEventListener("click", () => { act(); box.focus(); });
    tools.append(button);
  };
  tool(words.heading, () => eachLine(box, "## "));
  tool(words.list, () => eachLine(box, "- "));
  tool(words.quotation, () => eachLine(box, "> "));
  tool(words.link, () => link(box, words.linkWords));
  editor.prepend(tools);
  editor.after(count, note);

  const tally = () => { count.textContent = `${(box.value.match(/\S+/g) ?? []).length.toLocaleString()} ${words.letters}`; };
  box.addEventListener("input", tally);
  tally();
  box.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html) return;
    const { text, pictures } = asText(html);
    if (!text) return;
    event.preventDefault();
    put(box, text);
    note.textContent = pictures ? words.pictures : "";
  });
}

// insertText keeps the browser's undo; setRangeText is for browsers without it.
function put(box, text) {
  box.focus();
  if (document.execCommand?.("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function eachLine(box, mark) {
  const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const end = Math.max(box.selectionEnd, start);
  const lines = box.value.slice(start, end).split("\n");
  const marked = lines.every((line) => line.startsWith(mark));
  box.setSelectionRange(start, end);
  put(box, lines.map((line) => (marked ? line.slice(mark.length) : mark + line.replace(/^(#+|>|-) /, ""))).join("\n"));
}

function link(box, words) {
  const chosen = box.value.slice(box.selectionStart, box.selectionEnd) || words;
  const at = box.selectionStart + chosen.length + 3;
  put(box, `[${chosen}](https://)`);
  box.setSelectionRange(at + 8, at + 8);
}
