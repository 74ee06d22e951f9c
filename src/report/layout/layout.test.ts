import { expect, test } from 'vitest'
import type { CampaignPicture } from '../../record/index.ts'
import { exampleResult } from '../testing/fixture.ts'
import { layOutRails } from './rails.ts'
import { selectDrawn } from './select.ts'

const LIMIT = { keys: 36, accounts: 160 }
const pictures = exampleResult().pictures

test('the drawn part is capped, and what is left out is counted', () => {
  for (const { graph } of pictures) {
    const drawn = selectDrawn(graph, { keys: 5, accounts: 20 })
    expect(drawn.keys.length).toBeLessThanOrEqual(5)
    expect(drawn.accounts.length).toBeLessThanOrEqual(20)
    expect(drawn.omitted).toBe(graph.omitted + graph.nodes.length - drawn.keys.length - drawn.accounts.length)
    const ids = new Set([...drawn.keys, ...drawn.accounts].map(({ id }) => id))
    expect(drawn.edges.every(({ account, key }) => ids.has(account) && ids.has(key))).toBe(true)
  }
})

test('the order of nodes and edges does not change the picture', () => {
  for (const { graph } of pictures) {
    const reversed = { ...graph, nodes: [...graph.nodes].reverse(), edges: [...graph.edges].reverse() }
    const [one, other] = [graph, reversed].map((each) => selectDrawn(each, LIMIT))
    expect(other?.accounts).toEqual(one?.accounts)
    expect(other?.keys).toEqual(one?.keys)
  }
})

test('marks stand inside the drawing, keys apart in rows and accounts apart from each other', () => {
  for (const { graph } of pictures) {
    const layout = layOutRails(selectDrawn(graph, LIMIT))
    const accounts = [...layout.accounts.values()]
    for (const { x, y } of [...accounts, ...layout.keys.values()]) {
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(layout.width)
      expect(y).toBeGreaterThan(0)
      expect(y).toBeLessThan(layout.height)
    }
    const places = [...layout.keys.values()].map(({ x, y }) => `${x} ${Math.round(y)}`)
    expect(new Set(places).size).toBe(places.length)
    for (const [index, one] of accounts.entries()) {
      for (const other of accounts.slice(index + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(8)
      }
    }
  }
})

test('a graph without edges or with foreign ends draws nothing and breaks nothing', () => {
  const graph: CampaignPicture['graph'] = {
    nodes: [{ id: 'a', kind: 'account', label: 'a' }],
    edges: [{ source: 'a', target: 'nowhere', bits: 3 }],
    omitted: 2,
  }
  expect(selectDrawn(graph, LIMIT)).toEqual({ keys: [], accounts: [], edges: [], omitted: 3 })
})
