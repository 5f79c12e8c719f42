// What has no room: `layout.faults()` says which words stand outside the window, are cut off or lie over other words, and
// why the page would scroll sideways. See test_accessibility.py.
globalThis.layout = new (class {
  SLACK = 1.5 // CSS pixels that rounding may take
  CORE = 0.5 // of the size of the letters: what must stay free above and below the middle of a line, without leading

  faults() {
    const width = document.documentElement.clientWidth
    const faults = []
    if (document.documentElement.scrollWidth > width) {
      faults.push(`the page is ${document.documentElement.scrollWidth} px wide and scrolls sideways, because of ${this.#wide(width).join(", ")}`)
    }
    const lines = this.#lines()
    for (const line of lines) faults.push(...this.#room(line, width))
    faults.push(...this.#overlaps(lines))
    return [...new Set(faults)]
  }

  describe(element) {
    const name = (one) => one.localName + (one.id && `#${one.id}`) + [...one.classList].map((each) => `.${each}`).join("")
    return `<${[element.parentElement, element].filter(Boolean).map(name).join(" > ")}>`
  }

  #wide(width) {
    const wide = [...document.body.querySelectorAll("*")].filter((element) =>
      element.checkVisibility() && element.getBoundingClientRect().right > width + 1 && !this.#frames(element).length)
    return wide.filter((element) => !wide.some((inner) => inner !== element && element.contains(inner))).slice(0, 3).map((one) => this.describe(one))
  }

  // Every line of words that is to be seen: its text, where it is, without the room above and below its letters.
  #lines() {
    const lines = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
      node.data.trim() && node.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT)
    const range = document.createRange()
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node.parentElement
      if (this.#unseen(element)) continue
      const size = parseFloat(getComputedStyle(element).fontSize)
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue
        const middle = (box.top + box.bottom) / 2
        const half = Math.min(box.height, size * this.CORE) / 2
        lines.push({ node, element, left: box.left, right: box.right, top: middle - half, bottom: middle + half })
      }
    }
    return lines
  }

  #unseen(element) { // words for screen readers only
    for (let above = element; above && above !== document.body; above = above.parentElement) {
      const { clipPath, position } = getComputedStyle(above)
      if (clipPath.startsWith("inset(50%") || (position === "absolute" && above.offsetWidth <= 1)) return true
      if (above.matches(".skip:not(:focus)")) return true // above the window until it has the focus
    }
    return false
  }

  // The elements around this one that cut off what is outside them, with what can be scrolled there.
  #frames(element) {
    const frames = []
    for (let above = element; above && above !== document.body && above !== document.documentElement; above = above.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(above)
      if (overflowX !== "visible" || overflowY !== "visible") {
        frames.push({ above, x: overflowX, y: overflowY, box: above.getBoundingClientRect() })
      }
      if (position === "fixed") break
    }
    return frames
  }

  #room(line, width) {
    const words = `“${line.node.data.trim().replace(/\s+/g, " ").slice(0, 40)}” in ${this.describe(line.element)}`
    let scrolled = false
    for (const { above, x, y, box } of this.#frames(line.element)) {
      const cutAcross = !scrolled && (line.left < box.left - this.SLACK || line.right > box.right + this.SLACK)
      const cutDown = line.top < box.top - this.SLACK || line.bottom > box.bottom + this.SLACK
      if (cutAcross && /hidden|clip/.test(x)) return [`${words} is cut off at the side by ${this.describe(above)} (overflow: ${x})`]
      if (cutDown && /hidden|clip/.test(y)) return [`${words} is cut off above or below by ${this.describe(above)} (overflow: ${y})`]
      scrolled ||= /auto|scroll/.test(x)
    }
    if (!scrolled && (line.left < -this.SLACK || line.right > width + this.SLACK)) {
      return [`${words} stands outside the window, from ${Math.round(line.left)} to ${Math.round(line.right)} of ${width} px`]
    }
    return []
  }

  #overlaps(lines) {
    const faults = []
    const seen = lines.map((line) => this.#seen(line)).filter(Boolean).sort((one, other) => one.top - other.top)
    seen.forEach((line, index) => {
      for (let next = index + 1; next < seen.length && seen[next].top < line.bottom - this.SLACK; next++) {
        const other = seen[next]
        const across = Math.min(line.right, other.right) - Math.max(line.left, other.left)
        if (across > this.SLACK) {
          faults.push(`“${line.node.data.trim().slice(0, 30)}” in ${this.describe(line.element)} and “${other.node.data.trim().slice(0, 30)}” in ${this.describe(other.element)} lie over each other`)
        }
      }
    })
    return faults
  }

  #seen(line) { // the part of a line that is not scrolled away
    const part = { ...line }
    for (const { box } of this.#frames(line.element)) {
      part.left = Math.max(part.left, box.left)
      part.right = Math.min(part.right, box.right)
      part.top = Math.max(part.top, box.top)
      part.bottom = Math.min(part.bottom, box.bottom)
    }
    return part.right > part.left && part.bottom > part.top ? part : null
  }

  // Fields whose hint has no room. Not asked where a reader sets wide spacing: the hint repeats what the label says.
  hints() {
    const context = new OffscreenCanvas(1, 1).getContext("2d")
    return [...document.querySelectorAll("input[placeholder]")].filter((field) => field.checkVisibility({ opacityProperty: true })).flatMap((field) => {
      const style = getComputedStyle(field)
      context.font = style.font
      const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      const needed = context.measureText(field.placeholder).width
      return needed > room + this.SLACK
        ? [`${this.describe(field)} has no room for “${field.placeholder}”: ${Math.round(room)} of ${Math.round(needed)} px`] : []
    })
  }
})()
