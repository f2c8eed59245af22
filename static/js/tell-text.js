// The tools over a story's text box: heading, list, quotation, bold, emphasis, link; words counted; what is pasted keeps its form (tell-paste.js).
import { around, eachLine, link, put } from "./text-marks.js";
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
  tool(words.bold, () => around(box, "**", words.linkWords));
  tool(words.emphasis, () => around(box, "*", words.linkWords));
  tool(words.link, () => link(box, words.linkWords));
  editor.prepend(tools);
  editor.after(count, note);

  const tally = () => { count.textContent = `${(box.value.match(/\S+/g) ?? []).length.toLocaleString()} ${words.letters}`; };
  box.addEventListener("input", tally);
  tally();
  box.addEventListener("keydown", (event) => {
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && { b: "**", i: "*" }[event.key];
    if (!mark) return;
    event.preventDefault();
    around(box, mark, words.linkWords);
  });
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
