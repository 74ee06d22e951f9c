import { count, element, identifier, readBlock } from './dom.js'

const natural = new Intl.Collator('en', { numeric: true })

/** One table of members: search, sort, page. */
export function roster(root) {
  const { families, reasons, rows } = readBlock(root.dataset.roster)
  const members = rows.map(([id, familyNumbers, reasonNumbers]) => {
    const cells = [
      id,
      familyNumbers.map((at) => families[at]).join(', '),
      reasonNumbers.map((at) => reasons[at]).join('; '),
    ]
    return { cells, haystack: cells.join('\n').toLowerCase() }
  })
  const body = root.querySelector('[data-rows]')
  const shownCount = root.querySelector('[data-count]')
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

  function draw() {
    const each = Math.max(Number(size.value) || shown.length, 1)
    const pages = Math.max(1, Math.ceil(shown.length / each))
    page = Math.min(Math.max(0, page), pages - 1)
    const first = page * each
    const lines = shown.slice(first, first + each).map(({ cells: [id, held, why] }) => {
      const line = element('tr')
      const account = element('td')
      account.append(identifier(id))
      const reason = element('td')
      reason.append(element('bdi', why))
      line.append(account, element('td', held), reason)
      return line
    })
    body.replaceChildren(...lines)
    const range = lines.length === 0 ? 'None' : `${count(first + 1)}–${count(first + lines.length)}`
    const rest = shown.length < members.length ? ` (${count(members.length)} in all)` : ''
    shownCount.textContent = `${range} of ${count(shown.length)}${rest}`
    root.querySelector('.pages').hidden = pages === 1
    for (const step of steps) {
      const target = page + Number(step.dataset.step)
      step.disabled = target < 0 || target >= pages
    }
  }

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
