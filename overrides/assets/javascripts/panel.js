/*
  The tools that open a panel (citations, QR code). Panels open without a script; this one adds what only the reader's
  browser knows, the day on which he has seen the page, and lets Escape close them.
*/
export function start(summary) {
  const details = summary.parentElement;
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const gap of details.querySelectorAll("[data-seen]")) gap.textContent = gap.dataset.seen.replace("#", day);
  if (details.dataset.heard) return;
  details.dataset.heard = "yes";
  details.closest("li").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.preventDefault();
    details.open = false;
    summary.focus();
  });
}
