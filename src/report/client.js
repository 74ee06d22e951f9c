// The report's only script: it draws the pages of the member tables and follows the lines of the drawings.
// Everything foreign reaches the page as text (textContent), never as markup.
;(() => {
  document.documentElement.classList.add('js')

  const natural = new Intl.Collator('en', { numeric: true })
  const number = new Intl.NumberFormat('en-GB')

  /** An element with a text. */
  function element(name, text, className) {
    const made = document.createElement(name)
    if (text !== undefined) made.textContent = text
    if (className) made.className = className
    return made
  }

  /** One table of members: search, sort, page. */
  function roster(root) {
    const { families, reasons, rows } = JSON.parse(document.getElementById(root.dataset.roster).textContent)
    const members = rows.map(([id, familyNumbers, reasonNumbers]) => {
      const cells = [
        id,
        familyNumbers.map((at) => families[at]).join(', '),
        reasonNumbers.map((at) => reasons[at]).join('; '),
      ]
      return { cells, haystack: cells.join('\n').toLowerCase() }
    })
    const body = root.querySelector('[data-rows]')
    const count = root.querySelector('[data-count]')
    const search = root.querySelector('[data-search]')
    const size = root.querySelector('[data-size]')
    const steps = [...root.querySelectorAll('[data-step]')]
    const headings = [...root.querySelectorAll('th button')]
    let shown = members
    let sorting = { column: 0, direction: 1 }
    let page = 0

    function arrange() {
      const wanted = search.value.trim().toLowerCase().split(/\s+/)
      shown = members.filter(({ haystack }) => wanted.every((word) => haystack.includes(word)))
      const { column, direction } = sorting
      shown.sort(
        (one, other) =>
          direction * natural.compare(one.cells[column], other.cells[column]) ||
          natural.compare(one.cells[0], other.cells[0]),
      )
      page = 0
      draw()
    }

    function draw(least = 0) {
      const each = Math.max(Number(size.value) || shown.length, least, 1)
      const pages = Math.max(1, Math.ceil(shown.length / each))
      page = Math.min(Math.max(0, page), pages - 1)
      const first = page * each
      const lines = shown.slice(first, first + each).map(({ cells: [id, held, why] }) => {
        const line = element('tr')
        const account = element('td')
        account.append(element('bdi', id, 'id'))
        const reason = element('td')
        reason.append(element('bdi', why))
        line.append(account, element('td', held), reason)
        return line
      })
      body.replaceChildren(...lines)
      const range =
        lines.length === 0 ? 'None' : `${number.format(first + 1)}–${number.format(first + lines.length)}`
      const rest = shown.length < members.length ? ` (${number.format(members.length)} in all)` : ''
      count.textContent = `${range} of ${number.format(shown.length)}${rest}`
      root.querySelector('.pages').hidden = pages === 1
      for (const step of steps) {
        const target = page + Number(step.dataset.step)
        step.disabled = target < 0 || target >= pages
      }
    }

    // Nobody can turn pages on paper: it gets more of them, and the count above says how many there are.
    addEventListener('beforeprint', () => draw(200))
    addEventListener('afterprint', () => draw())
    search.addEventListener('input', arrange)
    size.addEventListener('change', () => {
      page = 0
      draw()
    })
    for (const step of steps) {
      step.addEventListener('click', () => {
        page += Number(step.dataset.step)
        draw()
      })
    }
    for (const heading of headings) {
      heading.addEventListener('click', () => {
        const column = Number(heading.dataset.column)
        sorting = { column, direction: sorting.column === column ? -sorting.direction : 1 }
        for (const other of headings) {
          const state = other !== heading ? 'none' : sorting.direction === 1 ? 'ascending' : 'descending'
          other.closest('th').setAttribute('aria-sort', state)
        }
        arrange()
      })
    }
    arrange()
  }

  /** One drawing: pointing at or focusing a mark shows only what it is joined to. */
  function graph(root) {
    const drawing = root.querySelector('svg')
    const status = root.querySelector('[data-status]')
    const hint = status.textContent
    const nodes = [...root.querySelectorAll('.node')]
    const lines = [...root.querySelectorAll('.edges path')]

    function follow(node) {
      for (const one of [...nodes, ...lines]) one.classList.remove('near')
      drawing.classList.toggle('following', Boolean(node))
      status.textContent = node ? node.getAttribute('aria-label') : hint
      if (!node) return
      const { k, a } = node.dataset
      const ends = { k: new Set([k]), a: new Set([a]) }
      for (const line of lines) {
        if (line.dataset.k !== k && line.dataset.a !== a) continue
        line.classList.add('near')
        ends.k.add(line.dataset.k)
        ends.a.add(line.dataset.a)
      }
      for (const one of nodes) {
        if (one.dataset.k === undefined ? ends.a.has(one.dataset.a) : ends.k.has(one.dataset.k))
          one.classList.add('near')
      }
    }

    const focused = () => nodes.find((node) => node === document.activeElement)
    drawing.addEventListener('pointerover', (event) => follow(event.target.closest('.node') ?? focused()))
    drawing.addEventListener('pointerleave', () => follow(focused()))
    drawing.addEventListener('focusin', (event) => follow(event.target.closest('.node')))
    drawing.addEventListener('focusout', () => follow(undefined))
    drawing.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
      const at = nodes.indexOf(document.activeElement)
      if (!step || at < 0) return
      event.preventDefault()
      const next = nodes[(at + step + nodes.length) % nodes.length]
      nodes[at].tabIndex = -1
      next.tabIndex = 0
      next.focus()
    })
  }

  for (const root of document.querySelectorAll('[data-roster]')) roster(root)
  for (const root of document.querySelectorAll('[data-graph]')) graph(root)

  // On paper nothing can be unfolded, so everything is; afterwards it is as it was.
  let unfolded = []
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details:not([open])')]
    for (const details of unfolded) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of unfolded) details.open = false
  })
})()
