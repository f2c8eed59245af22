// Tells that a placement was seen, by the MRC rule: half of it (30% where it is large) in view for a second without a break, in a focused tab.
// At the moment it comes into view a word is fetched that is good for one view; when the second is over, both words are sent.
const LARGE = 242000; // CSS pixels
const SECOND = 1000; // milliseconds
const waiting = new Map(); // element -> what it waits for

const pause = (time) => new Promise((done) => { setTimeout(done, time); });
const awake = () => document.visibilityState === "visible" && document.hasFocus() && !document.prerendering;

const enough = ({ boundingClientRect: { width, height }, isIntersecting, intersectionRatio: seen }) => isIntersecting && seen >= (width * height > LARGE ? 0.3 : 0.5);

async function word(token) {
  const answer = await fetch("/seen/nonce/", { method: "POST", body: token, credentials: "omit" });
  if (!answer.ok) throw new Error(answer.status);
  return { nonce: await answer.text(), came: performance.now() };
}

async function tell(token, coming) {
  const { nonce, came } = await coming;
  // A second after the word came, not before: the server cannot see ours begin. Whoever leaves now has seen it all the same.
  const left = new Promise((gone) => { addEventListener("pagehide", gone, { once: true }); });
  await Promise.race([pause(came + SECOND - performance.now()), left]);
  navigator.sendBeacon("/seen/", `${token}\n${nonce}`);
}

const mark = (element, nonce) => { // a click says which view it belongs to: two readers behind one address are two
  if ("clicked" in element.dataset) return; // and whoever clicked before the word came is still one
  for (const link of element.querySelectorAll("a[href^='/go/']")) link.href = `${link.pathname}?n=${nonce}`;
};

function look(element) {
  const one = waiting.get(element);
  const sees = one.inView && awake();
  if (sees && !one.timer) {
    const coming = word(element.dataset.seen);
    coming.then(({ nonce }) => mark(element, nonce)).catch(() => {}); // without an answer nothing is counted
    one.timer = setTimeout(() => {
      waiting.delete(element);
      watcher.unobserve(element);
      tell(element.dataset.seen, coming).catch(() => {});
    }, SECOND);
  } else if (!sees && one.timer) {
    clearTimeout(one.timer);
    one.timer = 0;
  }
}

const lookAgain = () => { for (const element of waiting.keys()) look(element); };
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries.filter(({ target }) => waiting.has(target))) {
    waiting.get(entry.target).inView = enough(entry);
    look(entry.target);
  }
}, { threshold: [0, 0.3, 0.5] });

for (const element of document.querySelectorAll("[data-seen]")) {
  for (const click of ["click", "auxclick"]) element.addEventListener(click, () => { element.dataset.clicked = ""; });
  waiting.set(element, { inView: false, timer: 0 });
  watcher.observe(element);
}
for (const change of ["visibilitychange", "prerenderingchange"]) document.addEventListener(change, lookAgain);
for (const change of ["focus", "blur"]) addEventListener(change, lookAgain);
