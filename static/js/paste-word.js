// Lists as Word puts them on the clipboard: paragraphs with a style and a sign.
import { inline, said, tidy } from "./paste-inline.js";
import { linesStartPlain } from "./paste-plain.js";

// Word's list items come as paragraphs: those that follow each other stand together.
export function joinItems(text) {
  return text.replace(/^((?:- |\d+\. ).*)\n\n(?=(?:- |\d+\. ))/gm, "$1\n");
}

// <p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.   </span>words</p>
export function wordItem(node) {
  if (!/mso-list:\s*l\d/i.test(said(node))) return null;
  const copy = node.cloneNode(true);
  const mark = [...copy.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(said(span)));
  const number = /(\d+)[.)]/.exec(mark?.textContent ?? "");
  mark?.remove();
  return [(number ? `${number[1]}. ` : "- ") + linesStartPlain(tidy(inline(copy)).replace(/^[·•o§]\s+/, ""))];
}
