import { readBlock } from './dom.js'

/** The data of one campaign's drawings, with what follows from them, and the one selection they share. */
export function openScene(id) {
  const data = readBlock(id)
  const linked = new Set(data.linked)
  const keysOf = data.accounts.map(() => [])
  const holdersOf = data.keys.map(() => [])
  for (let at = 0; at < data.edges.length; at += 2) {
    keysOf[data.edges[at]].push(data.edges[at + 1])
    holdersOf[data.edges[at + 1]].push(data.edges[at])
  }
  const rows = data.rows.map(([account, text, opened = 0, closed = 0]) => {
    const values = unpacked(text, data.steps)
    return { account, values, opened, closed, sum: values.reduce((sum, value) => sum + value, 0) }
  })
  const rowOf = new Map(rows.map((row) => [row.account, row]))
  const listeners = []
  const scene = {
    ...data,
    linked,
    keysOf,
    holdersOf,
    rows,
    rowOf,
    /** { kind: 'account' | 'key', index } or undefined. */
    selected: undefined,
    /** The accounts the selection is about. */
    chosen: new Set(),
    select(selected) {
      scene.selected = selected
      scene.chosen = new Set(
        !selected ? [] : selected.kind === 'account' ? [selected.index] : holdersOf[selected.index],
      )
      for (const listener of listeners) listener()
    },
    onSelect(listener) {
      listeners.push(listener)
    },
  }
  return scene
}

/** The counts that `page/scene.ts` has packed. */
export function unpacked(text, steps) {
  const values = new Uint32Array(steps)
  let slot = 0
  for (const [part, zeros, large] of text.matchAll(/!(\d+)\.|\((\d+)\)|[0-9a-z]/g)) {
    if (zeros !== undefined) slot += Number(zeros)
    else values[slot++] = large === undefined ? Number.parseInt(part, 36) : Number(large)
  }
  return values
}
