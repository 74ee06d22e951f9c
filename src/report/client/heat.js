import { count, counted, ink, moment, onLook, sized } from './dom.js'

const LEVELS = 5
const MOST_HEIGHT = 416

/**
 * Every core account's activity, a row each, in the order they appeared; selected accounts come first. Only rows in
 * view are drawn. The columns stand under those of the sum above, whose drawing is 1000 units wide.
 */
export function heat(root, scene) {
  const scroller = root.querySelector('[data-rows]')
  const canvas = scroller.querySelector('canvas')
  const spacer = scroller.querySelector('[data-spacer]')
  const status = root.querySelector('[data-status]')
  const taller = root.querySelector('[data-taller]')
  const sum = root.querySelector('[data-selected-sum]')
  const { left, right } = { left: Number(root.dataset.left), right: Number(root.dataset.right) }
  let tall = scene.rows.length <= 60
  let order = scene.rows
  /** The row under the cursor, by its place in `order`. */
  let cursor
  let drawing = false
  const most = Math.max(
    1,
    ...scene.rows.map(({ values }) => values.reduce((top, value) => Math.max(top, value), 0)),
  )
  const hint = status.textContent

  const height = () => (tall ? 15 : scene.rows.length > 600 ? 3 : 6)
  const level = (value) => Math.min(LEVELS, 1 + Math.floor((LEVELS * Math.log(value)) / Math.log(most + 1)))

  function arrange() {
    const chosen = scene.rows.filter(({ account }) => scene.chosen.has(account))
    order =
      chosen.length > 0
        ? [...chosen, ...scene.rows.filter((row) => !scene.chosen.has(row.account))]
        : scene.rows
    cursor = undefined
    if (scene.selected) scroller.scrollTop = 0
    const values = new Array(scene.steps).fill(0)
    for (const row of chosen) {
      for (let step = 0; step < scene.steps; step++) values[step] += row.values[step]
    }
    sum.setAttribute('d', chosen.length > 0 ? outline(values) : '')
    const requests = values.reduce((total, value) => total + value, 0)
    status.textContent =
      chosen.length > 0
        ? `Selected: ${counted(chosen.length, 'account')} with ${counted(requests, 'request')}, drawn first and dark in the sum above.`
        : scene.selected
          ? 'The selection has no core account: only these have rows.'
          : hint
    draw()
  }

  /** The selected accounts' sum in the units of the drawing above. */
  function outline(values) {
    const { floor, tall: room, top } = sum.dataset
    const wide = (right - left) / values.length
    const steps = values.map((value) => `V${(floor - (value / top) * room).toFixed(1)}h${wide.toFixed(3)}`)
    return `M${left} ${floor}${steps.join('')}V${floor}Z`
  }

  function draw() {
    if (drawing) return
    drawing = true
    requestAnimationFrame(() => {
      drawing = false
      paint()
    })
  }

  function paint() {
    const each = height()
    spacer.style.height = `${order.length * each}px`
    const tallest = Math.min(MOST_HEIGHT, order.length * each)
    scroller.style.height = `${tallest + 1}px`
    canvas.style.height = `${tallest}px`
    const { width, height: room, scale } = sized(canvas)
    const context = canvas.getContext('2d')
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, width, room)
    const unit = width / 1000
    const [from, to] = [left * unit, right * unit]
    const wide = (to - from) / scene.steps
    const paints = Array.from({ length: LEVELS }, (_, at) => ink(`heat-${at + 1}`))
    const top = scroller.scrollTop
    const first = Math.floor(top / each)
    const last = Math.min(order.length, Math.ceil((top + room) / each))
    context.font = `10px ${getComputedStyle(canvas).fontFamily}`
    context.textBaseline = 'middle'
    context.textAlign = 'right'
    for (let at = first; at < last; at++) {
      const row = order[at]
      const y = at * each - top
      const faded = scene.chosen.size > 0 && !scene.chosen.has(row.account)
      context.globalAlpha = faded ? 0.3 : 1
      row.values.forEach((value, step) => {
        if (value === 0) return
        context.fillStyle = paints[level(value) - 1]
        context.fillRect(from + step * wide, y, Math.max(1, wide), Math.max(1, each - (each > 4 ? 1 : 0)))
      })
      const mark = (time, paint) => {
        if (!(time > 0)) return
        context.fillStyle = paint
        context.fillRect(from + ((time - scene.start) / scene.step) * wide - 1, y, 2, each)
      }
      mark(row.opened, ink('network'))
      mark(row.closed, ink('closure'))
      if (tall) {
        context.fillStyle = ink('ink-soft')
        context.fillText(cut(scene.accounts[row.account]), from - 8, y + each / 2)
      }
      context.globalAlpha = 1
      if (at === cursor) {
        context.strokeStyle = ink('focus')
        context.strokeRect(from - 1, y - 0.5, to - from + 2, each)
      }
    }
    for (const [time, kind] of scene.marks) {
      const x = from + ((time - scene.start) / scene.step) * wide
      context.fillStyle = ink(kind === 'closure' ? 'closure' : 'intent')
      context.fillRect(x - 0.5, 0, 1, room)
    }
  }

  function point(at) {
    cursor = at === undefined || at < 0 || at >= order.length ? undefined : at
    const row = cursor === undefined ? undefined : order[cursor]
    if (row) {
      const facts = [
        scene.accounts[row.account],
        counted(row.sum, 'request'),
        row.opened > 0 && `opened ${moment(row.opened)}`,
        row.closed > 0 && `closed ${moment(row.closed)}`,
      ]
      status.textContent = facts.filter(Boolean).join(' · ')
    } else if (!scene.selected) status.textContent = hint
    draw()
  }

  const rowAt = (event) =>
    Math.floor((event.clientY - canvas.getBoundingClientRect().top + scroller.scrollTop) / height())

  canvas.addEventListener('pointermove', (event) => point(rowAt(event)))
  canvas.addEventListener('pointerleave', () => point(undefined))
  canvas.addEventListener('click', (event) => {
    const row = order[rowAt(event)]
    if (row) scene.select({ kind: 'account', index: row.account })
  })
  scroller.addEventListener('scroll', draw)
  scroller.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key]
    if (step) {
      event.preventDefault()
      const next = Math.min(order.length - 1, Math.max(0, (cursor ?? -1) + step))
      const [top, bottom] = [next * height(), (next + 1) * height()]
      if (top < scroller.scrollTop) scroller.scrollTop = top
      if (bottom > scroller.scrollTop + scroller.clientHeight)
        scroller.scrollTop = bottom - scroller.clientHeight
      point(next)
    } else if (event.key === 'Enter' && cursor !== undefined) {
      scene.select({ kind: 'account', index: order[cursor].account })
    } else if (event.key === 'Escape') scene.select(undefined)
  })
  function tellTaller() {
    taller.textContent = tall ? 'Thin rows' : 'Tall rows with names'
  }
  taller.hidden = scene.rows.length <= 20
  taller.addEventListener('click', () => {
    tall = !tall
    tellTaller()
    draw()
  })
  root.querySelector('[data-scale]').textContent = `${count(1)} to ${count(most)}`
  tellTaller()
  scene.onSelect(arrange)
  onLook(scroller, draw)
  arrange()
}

function cut(text) {
  return text.length > 20 ? `${text.slice(0, 12)}…${text.slice(-7)}` : text
}
