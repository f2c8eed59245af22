// Tells once that a story was read: its body was in view for ten seconds, taken together, in a visible tab. No cookie, nothing that names anybody.
const TEN = 10000; // milliseconds
const body = document.querySelector("[data-read]");
const fromFeed = location.hash === "#feed"; // feeds link to the story with this mark, which no server sees
let left = TEN;
let inView = false;
let since = 0;
let timer = 0;

const watcher = new IntersectionObserver(([...entries]) => {
  inView = entries.at(-1).isIntersecting;
  look();
});

function tell() {
  watcher.disconnect();
  document.removeEventListener("visibilitychange", look);
  navigator.sendBeacon(`/read/${body.dataset.read}/`, fromFeed ? "feed" : "page");
}

function look() {
  const reads = inView && document.visibilityState === "visible" && !document.prerendering;
  if (reads && !timer) {
    since = performance.now();
    timer = setTimeout(tell, left);
  } else if (!reads && timer) {
    clearTimeout(timer);
    timer = 0;
    left = Math.max(0, left - (performance.now() - since));
  }
}

if (body) {
  if (fromFeed) history.replaceState(history.state, "", location.pathname + location.search); // whoever passes the address on did not come from the feed
  watcher.observe(body);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("prerenderingchange", look);
}
