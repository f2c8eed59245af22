// The inside of a pasted paragraph as typed text: links, bold and emphasis; styles were renamed to data-said (tell-paste.js).
import { escaped } from "./paste-plain.js";

export const DROPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "NOSCRIPT", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "BUTTON", "INPUT", "SELECT"]);
const LINK = /^(https?:|mailto:)/i;

export const said = (node) => node.dataset?.said ?? "";

export const tidy = (line) => line.replace(/[ \t]*\n[ \t]*/g, "\n").replace(/[ \t]+/g, " ").trim();

export function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/[\s\u00a0]+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName) || node.tagName === "IMG") return "";
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "DEL") return ""; // taken out by whoever wrote it
  const words = inside(node);
  if (!words.trim()) return words;
  if (node.tagName === "Q") return `“${words.trim()}”`;
  if (node.tagName === "RT") return node.parentNode.querySelector("rp") ? words : `(${words})`;
  if (["SUP", "SUB"].includes(node.tagName) && /^\[?\d{1,3}\]?$/.test(node.textContent.trim())) return raised(node);
  if (node.tagName === "A" && LINK.test(node.getAttribute("href") ?? "")) return around(words, "[", `](${node.getAttribute("href").replace(/[()\s]/g, encodeURIComponent).replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"))})`);
  return around(words, ...marks(node));
}

// A footnote's number gets brackets, a square metre's 2 its own sign: “said.1” and “106” would be something else.
function raised(node) {
  const digits = node.textContent.replace(/\D/g, "");
  const before = node.previousSibling?.textContent ?? "";
  const note = node.tagName === "SUP" && (node.querySelector("a") || !/(\d|(^|[^\p{L}])\p{L}{1,2})$/u.test(before));
  return note ? `[${digits}]` : [...digits].map((digit) => (node.tagName === "SUP" ? "⁰¹²³⁴⁵⁶⁷⁸⁹" : "₀₁₂₃₄₅₆₇₈₉")[digit]).join("");
}

const inside = (node) => [...node.childNodes].map(inline).reduce(joined, "");

// Two bold pieces that touch are one.
export const joined = (before, piece) => (/(^|[^\\])\*\*$/.test(before) && /^\*\*(?!\*)/.test(piece) ? before.slice(0, -2) + piece.slice(2) : before + piece);

// Google Docs wraps everything in a <b style="font-weight:normal"> and says bold and italic in styles.
function marks(node) {
  const weight = /font-weight:\s*(\w+)/i.exec(said(node))?.[1];
  const slant = /font-style:\s*(\w+)/i.exec(said(node))?.[1];
  const bold = weight ? /^(bold|[6-9]00)$/.test(weight) : ["B", "STRONG"].includes(node.tagName);
  const slanted = slant ? slant === "italic" : ["I", "EM", "CITE"].includes(node.tagName);
  const mark = (bold ? "**" : "") + (slanted ? "*" : "");
  return [mark, [...mark].reverse().join("")];
}

function around(words, before, after) {
  if (!before) return words;
  const core = words.trim();
  const start = words.slice(0, words.indexOf(core));
  return start + before + core + after + words.slice(start.length + core.length);
}
