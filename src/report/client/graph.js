import { steer, toScreen, toWorld } from './camera.js'
import { colour, count, counted, ink, onLook, sized } from './dom.js'
import { openPainter, SHAPES } from './gl.js'
import { panel } from './panel.js'

const FADED = 0.1
/** A frame that takes longer is felt when the drawing is moved. */
const SLOW_MS = 60

/** The interactive drawing of who shares what. Without WebGL the drawing for paper stays in its place. */
export function graph(root, scene) {
  const stage = root.querySelector('[data-stage]')
  const canvas = stage.querySelector('canvas')
  const painter = openPainter(canvas)
  if (!painter) return
  root.classList.add('gl')
  const labels = stage.querySelector('canvas + canvas')
  const hover = stage.querySelector('[data-hover]')
  const camera = { x: 0, y: 0, zoom: 1 }
  const first = scene.drawn
  /** Whether all of the graph is shown, or the part to begin with. */
  let whole = scene.focus.accounts.length === first && scene.focus.keys.length === scene.keys.length
  let shown = nodesShown()
  let drawing = false
  let stale = true
  let slow = false
  let moving

  const inFocus = new Map(
    [...scene.focus.accounts, ...scene.focus.keys.map((key) => first + key)].map((node, at) => [node, at]),
  )
  const place = (node) =>
    whole
      ? { x: scene.places[2 * node], y: scene.places[2 * node + 1] }
      : { x: scene.focus.places[2 * inFocus.get(node)], y: scene.focus.places[2 * inFocus.get(node) + 1] }
  const isKey = (node) => node >= first

  function nodesShown() {
    return whole
      ? Array.from({ length: first + scene.keys.length }, (_, node) => node)
      : [...scene.focus.accounts, ...scene.focus.keys.map((key) => first + key)]
  }

  function bounds() {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
    for (const node of shown) {
      const { x, y } = place(node)
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.top = Math.min(box.top, y)
      box.bottom = Math.max(box.bottom, y)
    }
    return box
  }

  /** What the selection leaves bright: undefined where nothing is selected. */
  function bright() {
    const { selected } = scene
    if (!selected) return undefined
    const nodes = new Set(scene.chosen)
    if (selected.kind === 'key') nodes.add(first + selected.index)
    else for (const key of scene.keysOf[selected.index]) nodes.add(first + key)
    return nodes
  }

  /** As the painter takes it: of a key in pixels at usual zoom, of an account a factor. */
  function sizeOf(node) {
    return isKey(node) ? Math.min(24, 8 + 2.2 * Math.log2(1 + scene.holdersOf[node - first].length)) : 1
  }

  /** What nearly all hold would cover the rest with its lines. */
  function strength(key) {
    const common = scene.holdersOf[key].length > 0.4 * first
    return (common ? 0.1 : 0.28) * (whole ? Math.min(1, 60 / Math.sqrt(scene.edges.length)) : 1)
  }

  function load() {
    const near = bright()
    const visible = new Set(shown)
    const palette = new Map(SHAPES.slice(2).map((family) => [family, colour(family)]))
    const [core, soft] = [colour('ink'), colour('ink-soft')]
    const paintOf = (key) => palette.get(scene.keys[key][1]) ?? soft
    const strokes = []
    for (let at = 0; at < scene.edges.length; at += 2) {
      const [account, key] = [scene.edges[at], scene.edges[at + 1]]
      if (!visible.has(account) || !visible.has(first + key)) continue
      const lit = near?.has(account) && near.has(first + key)
      const alpha = near ? (lit ? 0.8 : 0.1 * strength(key)) : strength(key)
      const paint = paintOf(key)
      for (const node of [account, first + key]) {
        const { x, y } = place(node)
        strokes.push(x, y, ...paint, alpha)
      }
    }
    const dots = []
    for (const node of shown) {
      const { x, y } = place(node)
      const alpha = !near || near.has(node) ? 1 : FADED
      const chosen =
        scene.selected && node === (scene.selected.kind === 'key' ? first : 0) + scene.selected.index
      const size = sizeOf(node) * (chosen ? 1.5 : 1)
      // A key of no known family is drawn as the first of them.
      const shape = isKey(node)
        ? Math.max(2, SHAPES.indexOf(scene.keys[node - first][1]))
        : Number(scene.linked.has(node))
      dots.push(x, y, size, shape, ...(isKey(node) ? paintOf(node - first) : core), alpha)
    }
    painter.load(new Float32Array(dots), new Float32Array(strokes))
  }

  /** Draws in the next frame; what the painter holds is made anew only when it changed. */
  function redraw() {
    stale = true
    draw()
  }

  /** Lines are left out while the drawing moves, if it turned out that they take long. */
  function paint() {
    // What is new is drawn whole in any case: how long that takes is what `slow` goes by.
    const whole = stale || !(slow && moving)
    if (stale) load()
    const started = performance.now()
    painter.paint(camera, sized(canvas), colour('raised'), whole)
    if (stale) {
      painter.finish()
      slow = performance.now() - started > SLOW_MS
    }
    stale = false
    drawLabels()
  }

  function move() {
    clearTimeout(moving)
    moving = setTimeout(() => {
      moving = undefined
      draw()
    }, 150)
    draw()
  }

  function draw() {
    if (drawing) return
    drawing = true
    requestAnimationFrame(() => {
      drawing = false
      paint()
    })
  }

  /** Names of keys, those that tie most first, as long as none covers another. */
  function drawLabels() {
    const { width, height, scale } = sized(labels)
    const context = labels.getContext('2d')
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, width, height)
    context.font = `11px ${getComputedStyle(labels).fontFamily}`
    context.textBaseline = 'middle'
    context.lineWidth = 3
    context.lineJoin = 'round'
    const near = bright()
    const taken = []
    const keys = shown
      .filter((node) => isKey(node) && (!near || near.has(node)))
      .sort((one, other) => scene.holdersOf[other - first].length - scene.holdersOf[one - first].length)
    for (const node of keys.slice(0, 400)) {
      const at = toScreen(labels, camera, place(node))
      const text = shortened(scene.keys[node - first][0])
      const [aside, wide] = [sizeOf(node) / 2 + 3, context.measureText(text).width]
      const x = at.x + aside + wide > width ? at.x - aside - wide : at.x + aside
      const box = { x, y: at.y - 7, w: wide, h: 14 }
      if (box.x < 0 || box.y < 0 || box.x + box.w > width || box.y + box.h > height) continue
      if (
        taken.some(
          (other) =>
            box.x < other.x + other.w &&
            other.x < box.x + box.w &&
            box.y < other.y + other.h &&
            other.y < box.y + box.h,
        )
      )
        continue
      taken.push(box)
      context.strokeStyle = ink('raised', 0.85)
      context.strokeText(text, box.x, at.y)
      context.fillStyle = ink('ink')
      context.fillText(text, box.x, at.y)
    }
  }

  function nodeAt(point) {
    if (!point) return undefined
    const { x, y } = toWorld(canvas, camera, point)
    let best
    let least = 14 / camera.zoom
    for (const node of shown) {
      const at = place(node)
      // Keys win over the accounts about them.
      const distance = Math.hypot(at.x - x, at.y - y) - (isKey(node) ? 4 / camera.zoom : 0)
      if (distance < least) {
        least = distance
        best = node
      }
    }
    return best
  }

  const asSelection = (node) =>
    node === undefined
      ? undefined
      : isKey(node)
        ? { kind: 'key', index: node - first }
        : { kind: 'account', index: node }

  const { show, zoomBy } = steer(canvas, camera, {
    bounds,
    changed: move,
    picked: (point) => scene.select(asSelection(nodeAt(point))),
    dropped: () => scene.select(undefined),
    hovered(point) {
      const node = nodeAt(point)
      hover.hidden = node === undefined
      canvas.classList.toggle('over', node !== undefined)
      if (node === undefined) return
      hover.textContent = isKey(node)
        ? `${scene.keys[node - first][0]} · ${counted(scene.holdersOf[node - first].length, 'account')}`
        : `${scene.accounts[node]} · ${counted(scene.keysOf[node].length, 'key')}`
    },
  })

  const extent = root.querySelector('[data-extent]')
  function tellExtent() {
    extent.textContent = whole
      ? 'Show the strongest part'
      : `Show all ${count(first)} accounts and ${count(scene.keys.length)} keys`
    root.querySelector('[data-shown]').textContent = whole
      ? `${counted(first, 'account')} and ${counted(scene.keys.length, 'key')} drawn.`
      : `${count(scene.focus.accounts.length)} of ${counted(first, 'account')} and ${count(scene.focus.keys.length)} of ${counted(scene.keys.length, 'key')} drawn: those that tie most.`
  }
  function setWhole(value) {
    whole = value
    shown = nodesShown()
    tellExtent()
    stale = true
    show(bounds())
  }
  extent.hidden = whole
  extent.addEventListener('click', () => setWhole(!whole))
  for (const button of root.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => {
      const factor = Number(button.dataset.zoom)
      if (factor) zoomBy(factor)
      else show(bounds())
    })
  }

  panel(root, scene)
  scene.onSelect(() => {
    const { selected } = scene
    const node = selected && (selected.kind === 'key' ? first : 0) + selected.index
    // What was asked for by name must be seen, even if it is not in the part shown.
    if (
      node !== undefined &&
      node < first + scene.keys.length &&
      !(selected.kind === 'account' && node >= first) &&
      !shown.includes(node)
    )
      setWhole(true)
    redraw()
  })
  canvas.addEventListener('webglcontextlost', () => root.classList.remove('gl'))
  onLook(stage, redraw)
  tellExtent()
  show(bounds())
}

function shortened(text) {
  return text.length > 30 ? `${text.slice(0, 22)}…${text.slice(-7)}` : text
}
