const NEAREST = 8
const KEY_STEP = 40

/**
 * Moves a camera { x, y, zoom } by mouse, touch and keys. The page scrolls as usual: the wheel zooms only together
 * with Ctrl or Command, and one finger scrolls the page where two move the picture.
 */
export function steer(canvas, camera, { bounds, changed, picked, hovered, dropped }) {
  const pointers = new Map()
  let moved = false

  function show(box) {
    const { clientWidth: width, clientHeight: height } = canvas
    camera.x = (box.left + box.right) / 2
    camera.y = (box.top + box.bottom) / 2
    camera.zoom = Math.min(
      3,
      width / Math.max(1, box.right - box.left + 90),
      height / Math.max(1, box.bottom - box.top + 70),
    )
    changed()
  }

  function zoomBy(factor, at = { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 }) {
    const before = toWorld(canvas, camera, at)
    camera.zoom = Math.min(NEAREST, Math.max(0.02, camera.zoom * factor))
    const after = toWorld(canvas, camera, at)
    camera.x += before.x - after.x
    camera.y += before.y - after.y
    changed()
  }

  const place = (event) => {
    const box = canvas.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  canvas.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, place(event))
    moved = false
    if (event.pointerType === 'mouse') canvas.setPointerCapture(event.pointerId)
  })
  canvas.addEventListener('pointermove', (event) => {
    const at = place(event)
    const before = pointers.get(event.pointerId)
    if (!before) {
      hovered(at)
      return
    }
    const [dx, dy] = [at.x - before.x, at.y - before.y]
    if (Math.abs(dx) + Math.abs(dy) > 3) moved = true
    if (!moved) return
    if (pointers.size === 2) {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point)
      const distance = (point) => Math.hypot(point.x - other.x, point.y - other.y)
      zoomBy(distance(at) / Math.max(1, distance(before)), other)
    }
    camera.x -= dx / camera.zoom / pointers.size
    camera.y -= dy / camera.zoom / pointers.size
    pointers.set(event.pointerId, at)
    changed()
  })
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, (event) => {
      if (end === 'pointerup' && !moved && pointers.has(event.pointerId)) picked(place(event))
      pointers.delete(event.pointerId)
    })
  }
  canvas.addEventListener('pointerleave', () => hovered(undefined))
  canvas.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      zoomBy(Math.exp(-event.deltaY * 0.004), place(event))
    },
    { passive: false },
  )
  canvas.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (step) {
      camera.x += (step[0] * KEY_STEP) / camera.zoom
      camera.y += (step[1] * KEY_STEP) / camera.zoom
      changed()
    } else if (event.key === '+' || event.key === '=') zoomBy(1.3)
    else if (event.key === '-') zoomBy(1 / 1.3)
    else if (event.key === '0') show(bounds())
    else if (event.key === 'Escape') dropped()
    else return
    event.preventDefault()
  })
  return { show, zoomBy }
}

/** Where a point of the canvas lies in the picture. */
export function toWorld(canvas, camera, { x, y }) {
  return {
    x: camera.x + (x - canvas.clientWidth / 2) / camera.zoom,
    y: camera.y + (y - canvas.clientHeight / 2) / camera.zoom,
  }
}

/** Where a point of the picture lies on the canvas. */
export function toScreen(canvas, camera, { x, y }) {
  return {
    x: (x - camera.x) * camera.zoom + canvas.clientWidth / 2,
    y: (y - camera.y) * camera.zoom + canvas.clientHeight / 2,
  }
}
