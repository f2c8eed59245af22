// Suggestions while typing: fills a datalist from its address. Without this script the list holds what the page came with.
const PAUSE = 180;

for (const box of document.querySelectorAll("input[data-pick]")) {
  const list = document.getElementById(box.getAttribute("list"));
  let timer, asked;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const words = box.value.trim();
      if (!words || words === asked || [...list.options].some((option) => option.value === words)) return;
      asked = words;
      try {
        const answer = await fetch(`${list.dataset.address}?q=${encodeURIComponent(words)}`);
        if (answer.ok && box.value.trim() === words) list.innerHTML = await answer.text();
      } catch { /* not connected: she can type the whole name */ }
    }, PAUSE);
  });
}

// "Marlow Bakery (Bristol, Rhode Island)" fills in the town, too.
document.getElementById("id_business")?.addEventListener("change", (event) => {
  const place = /\(([^()]+)\)$/.exec(event.target.value.trim());
  const town = document.getElementById("id_place");
  if (!place || town.value) return;
  town.value = place[1];
  town.dispatchEvent(new InputEvent("input", { bubbles: true }));
});
