// Words that only look like our marks, as they must be typed to stay words. The same rules as stories/tell_text.py, which turns them back.
const ADDRESS = /(https?:\/\/\S+)/;
const LONGEST_LIST = 40;
const INDENT = "\ue000"; // a space that tidying leaves alone; unmasked() makes it one that cannot be lost

// A text inside a line: *stars*, _lines_ and [a](b) get a backslash; addresses are left whole.
export function escaped(text) {
  return text.split(ADDRESS).map((part, number) => (number % 2 ? part : part
    .replace(/\\+(?=[!-/:-@[\]-`{-~]|$)/g, "$&$&")
    .replace(/[*_]/g, (sign, at, whole) => (marks(sign, whole[at - 1], whole[at + 1]) ? `\\${sign}` : sign))
    .replace(/\](?=\()/g, "\\]"))).join("");
}

// Would it begin or end an emphasis? Where the piece ends, it might.
function marks(sign, before, after) {
  if (sign === "*" ? /\d/.test(before) && /\d/.test(after) : before === "_" || after === "_") return false; // 5*3*2, __init__
  const inner = (letter) => sign === "_" && letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  const word = (letter) => letter === undefined || /\S/.test(letter);
  return (word(after) && !inner(before)) || (word(before) && !inner(after));
}

// The lines of a paragraph: one that begins like a heading, list, quotation or rule stays a line.
export function linesStartPlain(words) {
  return words.split("\n").map((line) => {
    if (/^(#{1,6}(\s|$)|>|[-+*](\s|$))/.test(line) || /^(\s*[-_*]\s*){3,}$/.test(line)) return `\\${line}`;
    const number = /^(\d{1,9})([.)])(?=\s|$)/.exec(line);
    return number && Number(number[1]) <= LONGEST_LIST ? `${number[1]}\\${line.slice(number[1].length)}` : line;
  }).join("\n");
}

// Preformatted text keeps its lines and what they are indented by.
export function preformatted(node) {
  for (const end of node.querySelectorAll("br")) end.replaceWith("\n");
  const lines = node.textContent.replace(/^\n|\s+$/g, "").replace(/\t/g, "    ").split("\n");
  return linesStartPlain(lines.map((line) => escaped(line.trim()).replace(/ {2}/g, ` ${INDENT}`).replace(/^/, INDENT.repeat(line.length - line.trimStart().length))).join("\n"));
}

export const unmasked = (text) => text.replaceAll(INDENT, "\u00a0");
