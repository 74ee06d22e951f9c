import { expect, test } from 'vitest'
import type { CampaignPicture, Member } from '../../record/index.ts'
import { MOST_ACCOUNTS } from '../evidence/picture.ts'
import { withNodes } from './graph.ts'

const KEY = {
  id: 'payment card 1',
  kind: 'key' as const,
  label: 'payment card 1',
  family: 'identity' as const,
}

function pictureOf(accounts: number, omitted: number): CampaignPicture {
  const names = Array.from({ length: accounts }, (_, i) => `old-${i}`)
  return {
    campaign_id: 'cmp-a',
    graph: {
      nodes: [
        ...names.map((id, i) => ({
          id,
          kind: 'account' as const,
          label: id,
          role: i === 0 ? ('core' as const) : ('linked' as const),
        })),
        KEY,
      ],
      edges: names.map((source) => ({ source, target: KEY.id, bits: 3 })),
      omitted,
    },
    timeline: { start: 0, step_ms: 3_600_000, total: [], lanes: [], marks: [] },
    exemplars: [],
  }
}

function changed(account_id: string, role: Member['role']) {
  return {
    member: { account_id, role, families: [], reasons: [] },
    newcomer: { keys: new Map([['shared-card', [1]]]) },
  }
}

const accountsIn = ({ graph }: CampaignPicture): string[] =>
  graph.nodes.filter(({ kind }) => kind === 'account').map(({ id }) => id)

test('whoever joins is drawn with its ties', () => {
  const { graph } = withNodes(pictureOf(2, 5), [changed('new', 'core'), changed('old-1', 'core')], 1)
  expect(graph.nodes.map(({ id, role }) => [id, role])).toEqual([
    ['old-0', 'core'],
    ['old-1', 'core'],
    ['new', 'core'],
    [KEY.id, undefined],
  ])
  expect(graph.edges.at(-1)).toEqual({ source: 'new', target: KEY.id, bits: 3 })
  expect(graph.omitted).toBe(5)
})

test('a full picture stays full: core accounts are drawn first, and who is not drawn is counted', () => {
  const full = pictureOf(MOST_ACCOUNTS, 5)
  const next = withNodes(full, [changed('new-linked', 'linked'), changed('new-core', 'core')], 2)
  const drawn = accountsIn(next)
  expect(drawn).toHaveLength(MOST_ACCOUNTS)
  expect(drawn).toContain('new-core')
  expect(drawn).toContain('old-0')
  expect(drawn).not.toContain('new-linked')
  expect(next.graph.omitted).toBe(7)
  const shown = new Set([...drawn, KEY.id])
  expect(next.graph.edges.every(({ source, target }) => shown.has(source) && shown.has(target))).toBe(true)
})

test('somebody who had been left out and is drawn now is not counted twice', () => {
  expect(withNodes(pictureOf(2, 5), [changed('left-out', 'core')], 0).graph.omitted).toBe(4)
})
