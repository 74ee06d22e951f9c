import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { weekday } from './arrivals.ts'
import type { CampaignClass } from './campaigns/index.ts'
import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import { simulate } from './index.ts'
import type { Lookalike } from './lookalikes/index.ts'
import { CampaignPlan, ScenarioPlan } from './plan.ts'
import { Random } from './random.ts'
import { createWorld } from './scenario.ts'
import { requests } from './stream.ts'
import { tell } from './truth.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const DOCUMENT = readFileSync(join(ROOT, 'docs/simulator.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'stillwatch-examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The example file of that name as it stands in the document, as if it lay where the document says. */
async function example<T>(path: string, name: string): Promise<T> {
  const [, text = ''] = new RegExp(`^\`\`\`ts ${path}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(DOCUMENT) ?? []
  expect(text).not.toBe('')
  const file = join(folder, basename(path))
  const from = dirname(join(ROOT, path))
  writeFileSync(
    file,
    text.replace(/from '(\.[^']+)'/g, (_, target) => `from '${resolve(from, target)}'`),
  )
  const module: Record<string, T> = await import(file)
  const found = module[name]
  if (!found) throw new Error(`${path} has no ${name}`)
  return found
}

const emptyWorld = () => createWorld({ seed: 3, scale: 0.2, days: 14, corpus: undefined })

test('the example of a campaign class does what it says', async () => {
  const weekend = await example<CampaignClass>('src/simulate/campaigns/weekend.ts', 'WEEKEND')
  const world = emptyWorld()
  weekend.compose(world, new Random('weekend'), { size: 10, load: 40, languages: ['en'] })
  const { campaigns } = tell(world, 'example')
  expect(campaigns[0]).toMatchObject({ class: 'weekend', tactics: expect.arrayContaining(['T05', 'T07']) })
  expect(campaigns[0]?.accounts).toHaveLength(10)
  let graded = 0
  const all = [...requests(world)]
  for (const { time, input_text } of all) {
    const grading = /\[A\]/.test(input_text ?? '')
    if (grading) graded++
    expect(grading && weekday(time) >= 5).toBe(false)
  }
  expect(graded).toBeGreaterThan(50)
  expect(all.length).toBeGreaterThan(300)
})

test('the example of a look-alike does what it says, and harvests nothing', async () => {
  const proofreaders = await example<Lookalike>('src/simulate/lookalikes/proofreaders.ts', 'PROOFREADERS')
  const world = emptyWorld()
  const holders = proofreaders.compose(world, new Random('proof'))
  expect(holders.length).toBeGreaterThanOrEqual(5)
  expect(new Set(holders.map(({ account }) => account.payment_fingerprint)).size).toBe(1)
  expect([...requests(world)].length).toBeGreaterThan(50)
  expect(world.actors.every(({ harvest_of: campaign }) => campaign === undefined)).toBe(true)
})

/** Tactics that any pool has or may have by chance; the table leaves them out. */
const OF_ANY_POOL = new Set(['T01', 'T04', 'T05', 'T19'])

test('the table names every class with its tactics', () => {
  const rows = new Map(
    [...DOCUMENT.matchAll(/^\| `([a-z-]+)` \| ([^|]*T\d\d[^|]*) \|/gm)].map(([, name = '', cell = '']) => [
      name,
      cell,
    ]),
  )
  expect([...rows.keys()].sort()).toEqual(CAMPAIGN_CLASSES.map(({ name }) => name).sort())
  const { truth } = simulate({ scenario: 'every-tactic', seed: 3, scale: 0.05 })
  for (const { class: name, tactics } of truth.campaigns) {
    for (const tactic of tactics) if (!OF_ANY_POOL.has(tactic)) expect(rows.get(name), name).toContain(tactic)
  }
})

test('every setting of a scenario file is documented', () => {
  const [, part = ''] = /^## Scenario files\n([\s\S]*?)^## /m.exec(DOCUMENT) ?? []
  const documented = new Set([...part.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name))
  const settings = [
    ...Object.keys(ScenarioPlan.shape),
    ...Object.keys(CampaignPlan.shape),
    ...Object.keys(ScenarioPlan.shape.population.unwrap().shape),
    ...Object.keys(CampaignPlan.shape.ties.unwrap().shape),
  ]
  expect(settings.filter((name) => !documented.has(name))).toEqual([])
})
