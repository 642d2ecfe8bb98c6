// Runs before the first paint, so that a chosen theme does not flash: the address forces one, else the reader's last choice stands.
(() => {
  let theme = new URLSearchParams(location.hash.slice(1)).get("theme");
  try {
    theme ??= localStorage.getItem("theme");
  } catch {
    // Storage may be refused; the system's theme stands.
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
