/*
  The tools that open a panel (citations, QR code). Panels open without a script; this one adds what only the reader's
  browser knows, the day on which he has seen the page, and closes them with Escape and when one leaves them: they lie over
  the text, and what has the focus must not be hidden (WCAG 2.4.11).
*/
export function start(summary) {
  const details = summary.parentElement;
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const gap of details.querySelectorAll("[data-seen]")) gap.textContent = gap.dataset.seen.replace("#", day);
  if (details.dataset.heard) return;
  details.dataset.heard = "yes";
  const item = details.closest("li");
  item.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.preventDefault();
    details.open = false;
    summary.focus();
  });
  for (const type of ["pointerdown", "focusin"]) {
    document.addEventListener(type, ({ target }) => {
      if (!item.contains(target)) details.open = false;
    });
  }
}
