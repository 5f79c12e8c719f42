/* The tool "print": paper has no links, so those of the text tell where they lead; what folds is opened. */
export function start() {
  for (const link of document.querySelectorAll(".prose a[href]:not([href^=http], [href^='#'])")) link.dataset.address = link.href;
  const closed = [...document.querySelectorAll(".prose details:not([open])")];
  for (const details of closed) details.open = true;
  print();
  for (const details of closed) details.open = false;
}
