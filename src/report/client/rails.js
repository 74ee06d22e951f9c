/** The drawing for paper and for browsers without WebGL: pointing at or focusing a mark shows only what it is joined to. */
export function rails(root) {
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
