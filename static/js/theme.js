// Loaded in the head, before anything is painted: the reader's choice of light or dark, kept without a cookie.
(() => {
  const root = document.documentElement;
  const papers = { light: "#FFFCF7", dark: "#15140F" };
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => {
    try {
      if (theme === "system") localStorage.removeItem("theme"); else localStorage.setItem("theme", theme);
    } catch { /* a browser that keeps nothing still gets the choice on this page */ }
  };

  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.content = papers[root.dataset.theme || (meta.media.includes("dark") ? "dark" : "light")];
    }
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme || "system")));
    }
  };

  root.dataset.js = "";
  if (/(^|; )signed-in=1/.test(document.cookie)) root.dataset.signedIn = "";
  show(read());

  document.addEventListener("DOMContentLoaded", () => {
    show(read());
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-theme-choice]");
      if (!button) return;
      keep(button.dataset.themeChoice);
      show(button.dataset.themeChoice);
    });
  });
})();
