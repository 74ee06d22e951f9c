import type { CampaignPicture, Lane } from '../../record/index.ts'
import { type Cloud, layOutCloud, numbered } from '../layout/cloud.ts'
import { selectDrawn } from '../layout/select.ts'
import { jsonBlock, type Markup } from '../markup.ts'
import { visible } from '../visible.ts'

/** What is shown before anybody asks for more: so much can be taken in at a glance. */
const FOCUS = { keys: 24, accounts: 160 } as const

/**
 * The data of one campaign's drawings for the script of the page (`client/scene.js` reads it): the graph with its
 * places, the part to show first, and every account's activity. Accounts are numbered; those of the graph come first.
 */
export function sceneBlock(id: string, { graph, timeline }: CampaignPicture): Markup {
  const { accounts, keys, edges } = numbered(graph)
  const cloud = layOutCloud({ accounts: accounts.length, keys: keys.length, edges })
  const first = selectDrawn(graph, FOCUS)
  const held = new Set(first.edges.map(({ key }) => key))
  const inFocus = new Set(
    [...first.accounts, ...first.keys.filter(({ id }) => held.has(id))].map((node) => node.id),
  )
  const drawn = new Map(accounts.map((node, index) => [node.id, index]))
  const others = timeline.lanes.filter(({ account_id }) => !drawn.has(account_id))
  const focus = focusOf(graph, inFocus)
  const at = new Map([
    ...drawn,
    ...others.map(({ account_id }, i) => [account_id, accounts.length + i] as const),
  ])
  return jsonBlock(id, {
    accounts: [...accounts.map(({ label }) => label), ...others.map(({ account_id }) => account_id)].map(
      visible,
    ),
    drawn: accounts.length,
    linked: accounts.flatMap(({ role }, index) => (role === 'linked' ? [index] : [])),
    keys: keys.map(({ label, family }) => [visible(label), family ?? '']),
    places: [...cloud.accounts, ...cloud.keys].flatMap(({ x, y }) => [x, y]),
    edges: edges.flatMap(({ account, key }) => [account, key]),
    focus: {
      accounts: accounts.flatMap((node, index) => (inFocus.has(node.id) ? [index] : [])),
      keys: keys.flatMap((node, index) => (inFocus.has(node.id) ? [index] : [])),
      places: [...focus.accounts, ...focus.keys].flatMap(({ x, y }) => [x, y]),
    },
    start: timeline.start,
    step: timeline.step_ms,
    steps: timeline.total.length,
    marks: timeline.marks.map(({ time, kind }) => [time, kind ?? '']),
    rows: timeline.lanes.map((lane) => rowOf(lane, at.get(lane.account_id) ?? -1)),
  })
}

/** The part to begin with is laid out by itself: it has the page to itself as well. */
function focusOf(graph: CampaignPicture['graph'], inFocus: ReadonlySet<string>): Cloud {
  const part = numbered({
    nodes: graph.nodes.filter(({ id }) => inFocus.has(id)),
    edges: graph.edges.filter(({ source, target }) => inFocus.has(source) && inFocus.has(target)),
    omitted: 0,
  })
  return layOutCloud({ accounts: part.accounts.length, keys: part.keys.length, edges: part.edges })
}

function rowOf({ values, opened, closed }: Lane, account: number): unknown[] {
  const row = [account, packed(values), opened ?? 0, closed ?? 0]
  // Most accounts were opened before the window and never closed.
  return closed === undefined ? row.slice(0, opened === undefined ? 2 : 3) : row
}

/**
 * Counts as text: one digit of base 36 each, larger ones in brackets as decimals, runs of zeros as `!` and their
 * length, closed by a full stop. A quiet account takes a dozen characters.
 */
export function packed(values: readonly number[]): string {
  return values
    .map((value) => (value < 36 ? Math.max(0, Math.round(value)).toString(36) : `(${Math.round(value)})`))
    .join('')
    .replace(/0{4,}/g, (zeros, at, text) => (insideBrackets(text, at) ? zeros : `!${zeros.length}.`))
}

function insideBrackets(text: string, at: number): boolean {
  return text.lastIndexOf('(', at) > text.lastIndexOf(')', at)
}
