// One click on Send is enough: the button waits for the answer (the server takes a second click for the first one anyway).
const form = document.getElementById("send-form");

form?.addEventListener("submit", (event) => {
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.querySelector("button[type=submit]").setAttribute("aria-disabled", "true");
});
window.addEventListener("pageshow", () => {
  if (!form) return;
  delete form.dataset.sent;
  form.querySelector("button[type=submit]").removeAttribute("aria-disabled");
});
