// What moves without being asked to while a page comes and is read: the layout shifts that Chromium reports. See test_budgets.py.
globalThis.shifts = new (class {
  sum = 0
  moved = []

  constructor() {
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => this.#count(entry))).observe({ type: "layout-shift", buffered: true })
  }

  #count({ value, hadRecentInput, sources }) {
    if (hadRecentInput) return
    this.sum += value
    for (const { node, previousRect, currentRect } of sources) {
      const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node
      if (!element) continue
      const name = element.localName + (element.id && `#${element.id}`) + [...element.classList].map((one) => `.${one}`).join("")
      this.moved.push(`<${name}> “${element.textContent.trim().slice(0, 30)}” by ${currentRect.x - previousRect.x}, ${currentRect.y - previousRect.y} px`)
    }
  }

  async scroll() {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y)
      await this.settle()
    }
  }

  async settle() { // two frames: what a change moved is painted, and reported
    for (const _ of "12") await new Promise(requestAnimationFrame)
  }
})()
