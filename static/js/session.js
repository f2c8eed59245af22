// Swaps "Sign in" for the signed-in person's links, only where theme.js saw the hint cookie, so strangers ask for nothing.
const place = document.getElementById("session");

async function fill() {
  const answer = await fetch(place.dataset.fragment, { headers: { "HX-Request": "true", Accept: "text/html" }, credentials: "same-origin" });
  if (answer.ok && !answer.redirected) {
    const html = (await answer.text()).trim();
    if (html) place.innerHTML = html;
  }
}

if (place && "signedIn" in document.documentElement.dataset) {
  fill().catch(() => {}).finally(() => { place.dataset.ready = ""; });
}
