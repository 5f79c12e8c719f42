/*
  The lightbox: shows the pictures of a page as large as the window is, one after the other, each in the size that fits.

  page.js loads it at the first click on a link with data-lightbox; without it, such a link leads to the file. The dialog
  and its words stand in the page (partials/story/lightbox.html). Keys: left and right, Home and End, Esc; the browser's
  Back closes it as well. Nothing listens to fingers, so they zoom and scroll as everywhere. The dialog keeps the focus inside; it
  goes back to the link.
*/

const LONG = 2.5; // times as high as wide: shown in full width, to be scrolled, or nobody could read what is in it

let box; // made at the first click, and kept

/** Show the picture that a link leads to. */
export function start(link) {
  if (!globalThis.HTMLDialogElement) return location.assign(link.href); // Safari before 15.4, Firefox before 98
  box ??= new Box();
  box.open(link);
}

class Box {
  constructor() {
    this.dialog = document.querySelector('template[data-dialog="lightbox"]').content.firstElementChild.cloneNode(true);
    this.figure = this.dialog.querySelector("figure");
    this.count = this.dialog.querySelector(".lightbox__count");
    this.words = this.count.textContent; // "# / %"
    this.dialog.addEventListener("click", (event) => this.clicked(event));
    this.dialog.addEventListener("keydown", (event) => this.pressed(event));
    this.dialog.addEventListener("close", () => this.closed());
    addEventListener("popstate", () => this.dialog.open && this.dialog.close()); // Back, which is how one leaves on a phone
    document.body.append(this.dialog);
  }

  open(link) {
    this.links = [...document.querySelectorAll("a[data-lightbox]")];
    this.opener = link;
    for (const button of this.dialog.querySelectorAll(".lightbox__step")) button.hidden = this.links.length < 2;
    history.pushState({ lightbox: true }, "");
    this.dialog.showModal(); // first: what fits depends on the room that the dialog gives
    this.show(this.links.indexOf(link));
  }

  /** Show a picture by its number; behind the last comes the first. */
  show(number) {
    this.at = (number + this.links.length) % this.links.length;
    const link = this.links[this.at];
    const [caption, long] = [link.closest("figure")?.querySelector("figcaption"), isLong(link.querySelector("img"))];
    this.figure.className = long ? "lightbox__long" : "";
    this.figure.tabIndex = long ? 0 : -1; // what scrolls can be reached by keys
    this.figure.replaceChildren(picture(link, this.figure, long), ...(caption ? [caption.cloneNode(true)] : []));
    this.figure.scrollTop = 0;
    this.dialog.querySelector(".lightbox__whole a").href = link.href;
    this.count.textContent = this.words.replace("#", this.at + 1).replace("%", this.links.length);
  }

  closed() {
    if (history.state?.lightbox) history.back(); // closed by other means: the way back is as it was
    this.opener.focus();
  }

  clicked(event) {
    const wish = event.target.closest("[data-do]")?.dataset.do ?? (event.target === this.dialog ? "close" : "");
    if (wish === "close") this.dialog.close();
    if (wish === "previous") this.show(this.at - 1);
    if (wish === "next") this.show(this.at + 1);
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser's own
    const number = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: 0, End: this.links.length - 1 }[event.key];
    if (number === undefined) return;
    event.preventDefault();
    this.show(number);
  }
}

/** Return the picture of a link, large: the browser chooses among its sizes and the file itself by the width it will have. */
function picture(link, room, long) {
  const [small, source] = [link.querySelector("img"), link.querySelector("source")];
  const [width, height] = [Number(small.getAttribute("width")), Number(small.getAttribute("height"))];
  const large = new Image();
  large.alt = small.alt;
  if (small.lang) large.lang = small.lang;
  if (width && height) {
    large.width = width; // so that nothing moves when it arrives
    large.height = height;
    if (source) {
      const fitting = long ? room.clientWidth : Math.min(room.clientWidth, (room.clientHeight * width) / height);
      large.sizes = `${Math.ceil(Math.min(fitting, width))}px`;
      large.srcset = `${source.srcset}, ${link.href} ${width}w`;
    }
  }
  large.src = link.href;
  return large;
}

function isLong(image) {
  return Number(image.getAttribute("height")) > LONG * Number(image.getAttribute("width"));
}
