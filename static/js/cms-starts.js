// Starts what Wagtail's own scripts in the page would: core/cms_starts.py put their names and arguments into attributes.
const KNOWN = /^(new )?((?:init(?:Date|Time|DateTime)|[A-Z]\w*)Chooser|createTaskChooser|InlinePanel|MultipleChooserPanel)$/;

function start(mark) {
  const [, isNew, name] = mark.dataset.cmsStart.match(KNOWN) || [];
  mark.removeAttribute("data-cms-start");
  const made = name && window[name];
  if (typeof made !== "function") return;
  const args = JSON.parse(mark.dataset.cmsArgs);
  if (isNew) new made(...args);
  else made(...args);
}

function startAll(root) {
  if (root.matches?.("[data-cms-start]")) start(root);
  root.querySelectorAll?.("[data-cms-start]").forEach(start);
}

startAll(document);
new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(startAll))).observe(document, { childList: true, subtree: true });
