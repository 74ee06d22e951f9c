import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { StillwatchError } from '../errors/index.ts'
import { scenarioSchema, simulate } from './index.ts'
import { ScenarioPlan } from './plan.ts'
import { parseScenario } from './scenario-file.ts'

const GOOD = `
name: night-shift
seed: 4
days: 8
population:
  accounts: 40
  households: 2
  lookalikes: { ci-fleet: 0, evaluator: 1 }
campaigns:
  - class: plain
    name: night-shift
    count: 2
    tactics: [T01, T04, T05]
    accounts: 9
    requests_per_account: 12
    spread: 0
    cover: 0
    task: reasoning
    instructions:
      - "Show every step for: {item}"
    languages: [de]
    ties: { card: 1 }
    from_day: 2
    to_day: 5
`

test('a scenario file decides what it names', () => {
  const scenario = simulate({ scenario: parseScenario(GOOD, 'good.yaml') })
  const { truth } = scenario
  expect(truth).toMatchObject({ scenario: 'night-shift', seed: 4 })
  expect(truth.campaigns.map(({ id, tactics }) => [id, tactics])).toEqual([
    ['campaign-1-night-shift', expect.arrayContaining(['T01', 'T04', 'T05'])],
    ['campaign-2-night-shift', expect.arrayContaining(['T01', 'T04', 'T05'])],
  ])
  expect(truth.lookalikes.map(({ kind }) => kind)).not.toContain('ci-fleet')
  expect(truth.lookalikes.filter(({ kind }) => kind === 'evaluator')).toHaveLength(1)
  const cards = new Map(scenario.accounts.map((one) => [one.account_id, one.payment_fingerprint]))
  const requests = [...scenario.requests]
  const start = Math.floor((requests[0]?.time ?? 0) / 86_400_000) * 86_400_000
  expect((requests.at(-1)?.time ?? 0) - start).toBeLessThan(8 * 86_400_000)
  for (const { accounts, harvest_by_hour: hours } of truth.campaigns) {
    expect(accounts).toHaveLength(9)
    expect(new Set(accounts.map(({ account_id }) => cards.get(account_id))).size).toBeLessThan(9)
    for (const { harvest_requests: harvest } of accounts) expect(Math.abs(harvest - 12)).toBeLessThan(2)
    for (const [hour] of hours) {
      expect(hour - start).toBeGreaterThanOrEqual(2 * 86_400_000)
      expect(hour - start).toBeLessThan(5 * 86_400_000)
    }
    const mine = new Set(accounts.map(({ account_id }) => account_id))
    const fresh = requests.filter(
      ({ account_id, input_text }) => mine.has(account_id) && input_text?.startsWith('Show every step for: '),
    )
    expect(fresh.length).toBeGreaterThan(40)
  }
})

test.each([
  [
    'a name that does not exist',
    GOOD.replace('cover:', 'cvoer:'),
    /my\.yaml:17: campaigns\[0\]\.cvoer: there is no/,
  ],
  ['a value out of range', GOOD.replace('cover: 0', 'cover: 3'), /my\.yaml:17: campaigns\[0\]\.cover: /],
  [
    'a class that does not exist',
    GOOD.replace('class: plain', 'class: plane'),
    /:10: .*one of plain, diluted/,
  ],
  [
    'a look-alike that does not exist',
    GOOD.replace('ci-fleet', 'si-fleet'),
    /:8: population\.lookalikes\.si-fleet/,
  ],
  ['something missing', GOOD.replace('name: night-shift\nseed', 'seed'), /:\d+: name: /],
  ['an end before the beginning', GOOD.replace('to_day: 5', 'to_day: 1'), /day 2 and ends on day 1 of 8/],
  [
    'a beginning after the end of the traffic',
    GOOD.replace('days: 8', 'days: 7')
      .replace('from_day: 2', 'from_day: 7')
      .replace('to_day: 5', 'to_day: 9'),
    /begins on day 7/,
  ],
  [
    'instructions for a class without',
    GOOD.replace('class: plain', 'class: embeddings'),
    /:19: .*takes none/,
  ],
  ['broken YAML', `${GOOD}\n  - [`, /my\.yaml:\d+: no YAML/],
  ['no map at all', '- 1', /my\.yaml:1: /],
  ['a bomb of aliases', bomb(), /./],
])('%s is refused where it stands, with what to do', (_, text, message) => {
  const fail = () => parseScenario(text, 'my.yaml')
  expect(fail).toThrow(message)
})

test('several mistakes are told in one line, as terminals get it', () => {
  const text = GOOD.replace('class: plain', 'class: plane').replace('ci-fleet', 'si-fleet')
  expect(() => parseScenario(text, 'my.yaml')).toThrow(/^.*si-fleet.*; .*class.*$|^.*class.*; .*si-fleet.*$/)
})

test('the refusal is one of the catalogue', () => {
  try {
    parseScenario('campaigns: 3', 'my.yaml')
  } catch (error) {
    expect(error).toBeInstanceOf(StillwatchError)
    expect(error).toMatchObject({ code: 'SW_SCENARIO_INVALID', advice: expect.stringContaining('--schema') })
    return
  }
  expect.unreachable()
})

test('the printed schema accepts what the program accepts, and names every setting', () => {
  const schema = scenarioSchema()
  const again = z.fromJSONSchema(schema)
  expect(again.safeParse(parse(GOOD)).success).toBe(true)
  expect(again.safeParse(parse(GOOD.replace('cover: 0', 'cover: 3'))).success).toBe(false)
  const text = JSON.stringify(schema)
  for (const name of Object.keys(ScenarioPlan.shape.campaigns.element.shape))
    expect(text).toContain(`"${name}"`)
})

function bomb(): string {
  const lines = ['a: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let level = 1; level < 12; level++) {
    lines.push(`b${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`)
  }
  return `${lines.join('\n')}\nname: x\ncampaigns: []`
}
