import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScanResult } from '../src/record/index.ts'
import { findChromium, openBrowser } from '../src/report/testing/browser.ts'
import { capped } from './support/capped.ts'
import { resultIn, said, scratchFolder, start, stillwatch, timeless } from './support/cli.ts'

/**
 * A small fortnight with three pools that hide nothing. How many of such pools are found is for the benchmark to
 * measure; here some must be, so that there is something to look at.
 */
const SCENARIO = ['--scenario', 'plain', '--seed', '1', '--scale', '0.6']
const MOST_REQUESTS = 60
const LOG = 'traffic/log.ndjson'
const CONTEXT = ['accounts', 'networks', 'releases', 'known'].flatMap((name) => [
  `--${name}`,
  `traffic/${name}.csv`,
])

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path
let undisturbed: ScanResult

/** Gives a data folder that is yet to be made the key of another: the same key and data give the same result. */
function sameKey(out: string): void {
  mkdirSync(join(cwd, out, 'data'), { recursive: true, mode: 0o700 })
  copyFileSync(join(cwd, 'undisturbed/data/secret.key'), join(cwd, out, 'data/secret.key'))
}

const scan = async (out: string, ...files: string[]): Promise<ScanResult> => {
  const { code, stderr } = await stillwatch(['scan', ...files, ...CONTEXT, '--out', out, '--quiet'], { cwd })
  expect(code, stderr).toBe(0)
  return resultIn(join(cwd, out))
}

beforeAll(async () => {
  const { code, stderr } = await stillwatch(['simulate', ...SCENARIO, '--out', 'traffic'], { cwd })
  expect(code, stderr).toBe(0)
  capped(join(cwd, 'traffic/requests.ndjson'), join(cwd, LOG), MOST_REQUESTS)
  undisturbed = await scan('undisturbed', LOG)
}, 240_000)

test('pools that hide nothing are found, with evidence on both axes', () => {
  const named = undisturbed.campaigns.filter(({ verdict }) => verdict !== 'watch')
  expect(named.length).toBeGreaterThan(0)
  for (const { accounts, members, evidence, coordination_q, intent_rank } of named) {
    expect(accounts.length).toBeGreaterThan(1)
    expect(members.filter(({ role }) => role === 'core').map(({ account_id }) => account_id)).toEqual(
      expect.arrayContaining(accounts),
    )
    expect(new Set(evidence.map(({ axis }) => axis))).toEqual(new Set(['coordination', 'intent']))
    expect(coordination_q).toBeLessThanOrEqual(0.001)
    expect(intent_rank).toMatch(/^\d/)
    for (const item of evidence) expect(item.alternatives.length, item.signal).toBeGreaterThan(0)
  }
})

test('the gravest verdicts come first', () => {
  const gravity = undisturbed.campaigns.map(({ verdict }) =>
    ['confirmed', 'suspected', 'watch'].indexOf(verdict),
  )
  expect(gravity).toEqual([...gravity].sort())
})

test('scanning the same file again changes nothing', async () => {
  const again = await scan('undisturbed', LOG)
  expect(again.campaigns).toEqual(undisturbed.campaigns)
  expect(timeless(again)).toEqual(timeless(undisturbed))
})

test('accounts.csv lists every account once per campaign, and everybody else', () => {
  const lines = readFileSync(join(cwd, 'undisturbed/accounts.csv'), 'utf8').trimEnd().split('\r\n').slice(1)
  const listed = lines.map((line) => line.split(',')[0] ?? '')
  const seen = new Set(
    readFileSync(join(cwd, LOG), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => /"account_id":"([^"]+)"/.exec(line)?.[1] ?? ''),
  )
  expect(new Set(listed)).toEqual(seen)
  const members = undisturbed.campaigns.flatMap(({ members: list }) => list)
  expect(lines.filter((line) => !line.endsWith(',,,,'))).toHaveLength(members.length)
})

test('explain tells of a campaign, and why an account is in it or not', async () => {
  const [campaign] = undisturbed.campaigns
  const [account = ''] = campaign?.accounts ?? []
  const other = readFileSync(join(cwd, 'undisturbed/accounts.csv'), 'utf8').trimEnd().split('\r\n').at(-1)
  const outsider = other?.split(',')[0] ?? ''
  const explain = (...args: string[]) =>
    stillwatch(['explain', campaign?.id ?? '', ...args, '--data', 'undisturbed/data'], { cwd })
  const whole = await explain()
  expect(whole.code, whole.stderr).toBe(0)
  expect(whole.stdout).toContain(campaign?.id)
  expect((await explain(account)).stdout).toContain(account)
  expect((await explain(outsider)).stdout.replaceAll(/\s+/g, ' ')).toMatch(/not (a member|in|part)/i)
  expect(JSON.parse((await explain('--json')).stdout)).toEqual(campaign)
  const checked = JSON.parse((await explain('--check', '--json')).stdout)
  expect(checked.length).toBe(campaign?.evidence.length)
  expect(checked.map(({ stated }: { stated: string }) => stated)).toEqual(
    campaign?.evidence.map(({ observation }) => observation),
  )
  expect(checked.every(({ same, stated, now }: Record<string, unknown>) => same && stated === now)).toBe(true)
  expect((await explain('--check')).stdout).toContain('every figure is as stated')
  expect((await explain(account, '--check')).code).toBe(2)
  expect((await explain('nobody-at-all')).code).toBe(5)
  const alone = (...args: string[]) => stillwatch(['explain', ...args, '--data', 'undisturbed/data'], { cwd })
  expect((await alone(outsider)).stdout).toContain(`${outsider} is in no campaign.`)
  expect(JSON.parse((await alone(account, '--json')).stdout)).toMatchObject({
    campaigns: [{ id: campaign?.id, role: 'core' }],
    cleared: [],
  })
  const nobody = await alone('nobody-at-all')
  expect(nobody.code).toBe(5)
  expect(nobody.stderr).toContain('and no account of that name')
})

test('neither the order of the files nor how they are cut changes what is found', async () => {
  const lines = readFileSync(join(cwd, LOG), 'utf8').trimEnd().split('\n')
  const third = Math.ceil(lines.length / 3)
  const parts = [0, 1, 2].map((part) => {
    const name = `part-${part}.ndjson`
    writeFileSync(join(cwd, name), `${lines.slice(part * third, (part + 1) * third).join('\n')}\n`)
    return name
  })
  sameKey('reversed')
  const reversed = await scan('reversed', ...parts.toReversed())
  expect(timeless(reversed)).toEqual(timeless(undisturbed))
})

test('campaigns keep their names while the data grows', async () => {
  sameKey('growing')
  const first = await scan('growing', 'part-0.ndjson', 'part-1.ndjson')
  expect(first.campaigns.length).toBeGreaterThan(0)
  const second = await scan('growing', 'part-2.ndjson')
  const accountsOf = ({ campaigns }: ScanResult) =>
    campaigns.map(({ verdict, accounts }) => ({ verdict, accounts })).sort(byAccounts)
  expect(accountsOf(second)).toEqual(accountsOf(undisturbed))

  for (const campaign of first.campaigns) {
    const core = new Set(campaign.accounts)
    const next = second.campaigns.find(
      ({ accounts }) => accounts.filter((id) => core.has(id)).length > core.size / 2,
    )
    if (!next) continue
    expect(next.id).toBe(campaign.id)
    expect(next.detected_at).toBe(campaign.detected_at)
    expect(next.revision).toBeGreaterThanOrEqual(campaign.revision)
  }
  expect(second.campaigns.some(({ id }) => first.campaigns.some((campaign) => campaign.id === id))).toBe(true)
})

test.each([
  ['while it reads', /Reading/],
  ['while it looks for campaigns', /Looking for campaigns/],
])('a scan killed %s and run again equals an undisturbed one', async (_, moment) => {
  const out = `killed-${moment.source.slice(0, 4)}`
  sameKey(out)
  const child = start(['scan', LOG, ...CONTEXT, '--out', out], cwd)
  const exit = once(child, 'exit')
  await said(child, moment)
  await setTimeout(300)
  child.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
  expect(existsSync(join(cwd, out, 'campaigns.json'))).toBe(false)
  expect(timeless(await scan(out, LOG))).toEqual(timeless(undisturbed))
})

const chromium = findChromium()
describe.skipIf(!chromium)('the report of a real scan in a browser', () => {
  test('loads without complaint, names every campaign, and fits a telephone', async () => {
    const browser = await openBrowser(chromium ?? '')
    try {
      const page = await browser.context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`)
      })
      for (const width of [380, 1400]) {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(pathToFileURL(join(cwd, 'undisturbed/report.html')).href)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
      const text = (await page.locator('main').textContent()) ?? ''
      for (const { id } of undisturbed.campaigns) expect(text).toContain(id)
      expect(complaints).toEqual([])
    } finally {
      await browser.close()
    }
  })
})

function byAccounts(a: { accounts: string[] }, b: { accounts: string[] }): number {
  return a.accounts.join() < b.accounts.join() ? -1 : 1
}
