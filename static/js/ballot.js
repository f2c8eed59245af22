// Voting in place: the counts come from the server and take the ballot's place; a browser that has voted sees them at once.
const ballot = document.getElementById("ballot");
const form = ballot.querySelector("form");
const said = ballot.querySelector(".ballot__said");

function voted() {
  try { return localStorage.getItem("voted") === ballot.dataset.ballot; } catch { return false; }
}

function remember() {
  try { localStorage.setItem("voted", ballot.dataset.ballot); } catch { /* the server counts one vote a day anyway */ }
}

async function fetched(options) {
  const answer = await fetch(form.action, { ...options, headers: { "HX-Request": "true" } });
  return { status: answer.status, html: await answer.text() };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const { status, html } = await fetched({ method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (status === 200 || status === 409) remember();
    if (status >= 500) throw new Error(status);
    ballot.innerHTML = html; // our own server's, like every fragment
    ballot.querySelector(".ballot__result").focus();
  } catch {
    said.textContent = ballot.dataset.offline;
  }
});

if (voted()) fetched({}).then(({ html }) => { ballot.innerHTML = html; }).catch(() => {});
