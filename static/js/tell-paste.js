// Pasted HTML (a web page, Google Docs, Word) as typed text: headings, lists, links, quotations, bold and emphasis survive.
import { DROPPED, inline, joined, tidy } from "./paste-inline.js";
import { joinItems, wordItem } from "./paste-word.js";
import { linesStartPlain, preformatted, unmasked } from "./paste-plain.js";

const BLOCK = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "BLOCKQUOTE", "HR", "TABLE", "TR", "TD", "TH", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "FIGURE", "FIGCAPTION", "PRE", "DL", "DT", "DD", "ASIDE", "ADDRESS", "NAV", "DETAILS", "SUMMARY", "CENTER", "CAPTION", "FORM", "FIELDSET", "HGROUP"]);

export function asText(html) {
  // Styles are read as data: our policy allows none, in a parsed page neither.
  const page = new DOMParser().parseFromString(html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style(\s*=)/gi, "$1data-said$2"), "text/html");
  const pictures = [...page.images].filter((image) => !(image.width === 1 && image.height === 1)).length;
  const text = blocks(page.body).join("\n\n").replace(/\u00a0/g, " ");
  return { text: unmasked(joinItems(text).trim()), pictures };
}

function blocks(node) {
  const found = [];
  let line = "";
  const flush = () => { const words = linesStartPlain(tidy(line)); if (words) found.push(words); line = ""; };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE && DROPPED.has(child.tagName)) continue;
    if (child.nodeType === Node.ELEMENT_NODE && (BLOCK.has(child.tagName) || holdsBlocks(child))) {
      flush();
      found.push(...block(child));
    } else line = joined(line, inline(child));
  }
  flush();
  return found;
}

const holdsBlocks = (node) => [...node.children].some((child) => BLOCK.has(child.tagName) || holdsBlocks(child));

function block(node) {
  switch (node.tagName) {
    case "H1": case "H2": return prefixed("## ", node);
    case "H3": case "H4": case "H5": case "H6": return prefixed("### ", node);
    case "UL": case "OL": return [list(node, "")].filter(Boolean);
    case "BLOCKQUOTE": return [blocks(node).join("\n\n").split("\n").map((line) => `> ${line}`.trimEnd()).join("\n")];
    case "HR": return ["---"];
    case "PRE": return [preformatted(node)].filter(Boolean);
    case "TR": return row([...node.cells].map((cell) => (holdsBlocks(cell) ? blocks(cell).join(" ").replace(/\n/g, " ") : tidy(inline(cell)))));
    default: return wordItem(node) ?? blocks(node);
  }
}

// An empty cell keeps its place: what stands after it belongs to another column.
const row = (cells) => (cells.some(Boolean) ? [linesStartPlain(cells.map((words) => words || "–").join(" · "))] : []);

const prefixed = (mark, node) => { const words = tidy(inline(node)).replace(/\*\*/g, "").replace(/\n/g, " "); return words ? [mark + words] : []; };

function list(node, depth) {
  const lines = [];
  let number = (node.start ?? 1) - 1;
  for (const item of node.children) {
    if (["UL", "OL"].includes(item.tagName)) { lines.push(list(item, `${depth}  `)); continue; }
    if (item.tagName !== "LI") continue;
    const mark = node.tagName === "OL" ? `${++number}. ` : "- ";
    const inner = depth + " ".repeat(mark.length);
    const words = [...item.childNodes].filter((child) => !["UL", "OL"].includes(child.tagName)).map((child) => (BLOCK.has(child.tagName) ? `\n${blocks(child).join("\n")}\n` : inline(child))).join("").replace(/\n{2,}/g, "\n");
    lines.push(depth + mark + linesStartPlain(tidy(words)).split("\n").join(`\n${inner}`));
    for (const child of item.children) if (["UL", "OL"].includes(child.tagName)) lines.push(list(child, inner));
  }
  return lines.filter((line) => line.trim()).join("\n");
}
