// The copy of a part that this browser keeps until the server has confirmed it.
const key = (part) => `tell:${part}`;
const OWN = ["tab", "order", "version", "part", "then", "draft"];

export function remember(part, told) {
  try {
    if (told) localStorage.setItem(key(part), JSON.stringify(told));
    else localStorage.removeItem(key(part));
  } catch { /* private window or full: the server's copy remains */ }
}

function read(part) {
  try {
    return JSON.parse(localStorage.getItem(key(part)));
  } catch {
    return null;
  }
}

// kept: what the server holds of each part: {part: {tab, order}}
export function forgetConfirmed(kept) {
  for (const [part, mark] of Object.entries(kept)) {
    const copy = read(part);
    if (copy && copy.tab?.[0] === mark.tab && Number(copy.order?.[0]) <= mark.order) remember(part, null);
  }
}

// Fills the form from the copy; true if that changed anything.
export function recall(form) {
  const copy = read(form.dataset.part);
  if (!copy) return false;
  let differs = false;
  for (const field of form.elements) {
    if (!field.name || OWN.includes(field.name) || ["submit", "file", "button"].includes(field.type)) continue;
    const told = copy[field.name] ?? [];
    if (["checkbox", "radio"].includes(field.type)) {
      differs ||= field.checked !== told.includes(field.value);
      field.checked = told.includes(field.value);
    } else if (field.name in copy) {
      differs ||= field.value !== told[0];
      field.value = told[0];
    }
  }
  if (differs && copy.version) form.elements.version.value = copy.version[0];
  if (!differs) remember(form.dataset.part, null);
  return differs;
}
