// What somebody with a keyboard meets: `keyboard.stops()` says where Tab has to stop, in order; while the test presses Tab
// between two marks, each stop is looked at when the key comes up again, that is after the page has scrolled to it.
// See test_accessibility.py.
globalThis.keyboard = new (class {
  FOCUSABLE = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable], [tabindex]"
  LEAST_OUTLINE = 2 // CSS pixels: the perimeter that WCAG 2.4.13 takes for visible
  LEAST_CONTRAST = 3 // WCAG 1.4.11
  marks = []
  reached = []
  faults = []

  // Where Tab has to stop below an element. The buttons of a radio group are one stop.
  stops(root = document) {
    const found = [...root.querySelectorAll("*")].filter((element) =>
      element.matches(this.FOCUSABLE) ? this.#takesFocus(element) : this.#isScroller(element))
    return this.#once(found.map((element) => this.describe(element)))
  }

  // Where Tab has stopped since `start`.
  passed() {
    return this.#once(this.reached)
  }

  // Elements where Tab has to stop that a screen reader could not call by a name; axe has to be there.
  nameless() {
    axe.setup(document)
    try {
      return [...document.querySelectorAll(this.FOCUSABLE)]
        .filter((element) => this.#takesFocus(element) && !axe.commons.text.accessibleText(element).trim())
        .map((element) => this.describe(element))
    } finally {
      axe.teardown()
    }
  }

  // Put a mark where Tab is to begin, and one where it has to end: what comes after the last link is the browser's affair.
  start(back) {
    this.marks = ["prepend", "append"].map((put) => {
      const mark = document.createElement("i")
      mark.tabIndex = 0
      document.body[put](mark)
      return mark
    })
    this.reached = []
    this.faults = []
    this.marks.at(back ? 1 : 0).focus({ preventScroll: true })
  }

  // Whether the other mark has been reached; both are taken away then.
  ended(back) {
    if (document.activeElement !== this.marks.at(back ? 0 : 1)) return false
    for (const mark of this.marks.splice(0)) mark.remove()
    return true
  }

  describe(element) {
    if (element.type === "radio") return `the radio buttons “${element.name}”`
    const words = (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent || element.name || "").trim().replace(/\s+/g, " ")
    const place = element.closest("header, nav, main, aside, footer, section, form, dialog")
    const classes = [...element.classList].filter((one) => one !== "focus-visible") // with which Material marks what has the focus
    const name = element.localName + (element.id && `#${element.id}`) + classes.map((one) => `.${one}`).join("")
    const where = place && place !== element ? ` in ${place.localName}${place.classList.length ? `.${place.classList[0]}` : ""}` : ""
    return `${name} “${words.slice(0, 40)}”${element.hasAttribute("href") ? ` → ${element.getAttribute("href")}` : ""}${where}`
  }

  look() {
    const element = document.activeElement
    if (!element || element === document.body || this.marks.includes(element)) return
    const description = this.describe(element)
    this.reached.push(description)
    this.faults.push(...this.#examine(element).map((fault) => `${description}: ${fault}`))
  }

  #once(descriptions) { // a film's own buttons are stops of the film
    return descriptions.filter((one, index) => one !== descriptions[index - 1])
  }

  #takesFocus(element) {
    return element.tabIndex >= 0 && !element.matches(":disabled") && !element.closest("[inert]") && element.type !== "hidden" &&
      element.checkVisibility({ visibilityProperty: true })
  }

  #isScroller(element) { // Chromium stops at what can be scrolled and has no other stop in it
    const { overflowX, overflowY } = getComputedStyle(element)
    const scrolls = (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth) ||
      (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight)
    return scrolls && element !== document.documentElement && element !== document.body && element.checkVisibility() &&
      ![...element.querySelectorAll(this.FOCUSABLE)].some((inner) => this.#takesFocus(inner))
  }

  // What is to be seen of an element: itself, or the label of a button that is hidden behind its words.
  #shown(element) {
    const { width, height } = element.getBoundingClientRect()
    const hidden = width * height <= 4 || !element.checkVisibility({ opacityProperty: true })
    return hidden && element.labels?.length ? element.labels[0] : element
  }

  #examine(element) {
    const shown = this.#shown(element)
    const box = shown.getBoundingClientRect()
    const faults = []
    if (box.width * box.height <= 4 || !shown.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      return ["has the focus and is not to be seen"]
    }
    if (box.left < -1 || box.right > innerWidth + 1 || (box.height < innerHeight && (box.top < -1 || box.bottom > innerHeight + 1))) {
      faults.push(`is outside the window when it has the focus (${Math.round(box.left)}, ${Math.round(box.top)}): scroll-margin or scroll-padding?`)
    }
    for (const line of shown.getClientRects()) {
      if (!line.width || !line.height) continue
      const over = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2)
      if (over && over !== shown && !shown.contains(over) && !over.contains(shown)) {
        faults.push(`is covered by ${this.describe(over)} when it has the focus (WCAG 2.4.11): scroll-padding?`)
        break
      }
    }
    const bearer = [shown, ...shown.querySelectorAll("*")].find((one) => getComputedStyle(one).outlineStyle !== "none") ?? shown
    const ring = getComputedStyle(bearer)
    const thick = ring.outlineStyle === "none" ? 0 : parseFloat(ring.outlineWidth)
    if (thick < this.LEAST_OUTLINE) {
      faults.push(`does not show that it has the focus (outline ${ring.outlineStyle} ${ring.outlineWidth}): :focus-visible { outline: … }`)
    } else {
      const contrast = this.#contrast(ring.outlineColor, this.#ground(parseFloat(ring.outlineOffset) < 0 ? bearer : bearer.parentElement))
      if (contrast < this.LEAST_CONTRAST) faults.push(`its outline has a contrast of ${contrast.toFixed(2)} to what is around it, not ${this.LEAST_CONTRAST}`)
      const cut = this.#cut(bearer, bearer.getBoundingClientRect(), thick + parseFloat(ring.outlineOffset))
      if (cut) faults.push(`its outline is cut off by ${this.describe(cut)} (overflow): outline-offset below zero?`)
    }
    return faults
  }

  // The element that cuts the outline off on some side, if there is one.
  #cut(shown, box, reach) {
    for (let above = shown.parentElement; above && above !== document.body; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above)
      const frame = above.getBoundingClientRect()
      const outside = (overflowX !== "visible" && (box.left - reach < frame.left - 1 || box.right + reach > frame.right + 1)) ||
        (overflowY !== "visible" && (box.top - reach < frame.top - 1 || box.bottom + reach > frame.bottom + 1))
      if (outside) return above
    }
    return null
  }

  #ground(element) {
    for (let above = element; above; above = above.parentElement) {
      const [red, green, blue, alpha] = this.#channels(getComputedStyle(above).backgroundColor)
      if (alpha > 0) return `rgb(${red} ${green} ${blue})`
    }
    return "rgb(255 255 255)"
  }

  #contrast(one, other) {
    const [dark, light] = [one, other].map((colour) => this.#luminance(colour)).sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }

  #luminance(colour) { // WCAG 2.2, "relative luminance"
    const [red, green, blue] = this.#channels(colour).map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  #channels(colour) { // let the browser read any notation
    const context = new OffscreenCanvas(1, 1).getContext("2d")
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha]
  }
})()

addEventListener("keyup", (event) => { if (event.key === "Tab") keyboard.look() }, true)
