// Counts the line as the server does (quotes/clean.py): cleaned first, then in characters as a reader sees them.
const UNSEEN = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Cs}/gu;
const SPACES = /[\t-\r\x85\p{Z}\u2800\u3164\uffa0]+/gu; // the last three are letters to Unicode, and blank
const EDGES = /^[ \u200c\u200d]+|[ \u200c\u200d]+$/g;
const SEEN = /(?![\u115f\u1160])[\p{L}\p{N}\p{P}\p{S}]/u;
const segmenter = Intl.Segmenter && new Intl.Segmenter("en", { granularity: "grapheme" });

export function clean(text) {
  const line = text.replace(UNSEEN, "").normalize("NFC").replace(SPACES, " ").replace(EDGES, "");
  return SEEN.test(line) ? line : "";
}

export const graphemes = (line) => [...(segmenter ? segmenter.segment(line) : line)].length;

const box = document.getElementById("pin-text");
const note = document.getElementById("pin-count");
const atFirst = note?.textContent;

function count() {
  const length = graphemes(clean(box.value));
  const left = note.dataset.longest - length;
  note.classList.toggle("pin__count--over", left < 0);
  if (length < note.dataset.shortest) note.textContent = atFirst;
  else note.textContent = `${Math.abs(left).toLocaleString()} ${left < 0 ? note.dataset.over : note.dataset.left}`;
}

if (box && note) {
  box.addEventListener("input", count);
  count();
}
