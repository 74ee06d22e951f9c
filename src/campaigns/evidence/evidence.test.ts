import { expect, onTestFinished, test } from 'vitest'
import type { AccountRecord } from '../../record/index.ts'
import { loadWorld } from '../../signals/index.ts'
import { testTies } from '../coordination/ties.ts'
import { detect } from '../detect.ts'
import { union } from '../groups/groups.ts'
import { coreOf, pools } from '../members/members.ts'
import { record, runPass } from '../pass.ts'
import { COPYIST, OCCASIONAL, poolNames, poolTraffic, storeWith } from '../testing/traffic.ts'
import { groupOf, span } from '../testing/worlds.ts'
import { writeAccounts } from './campaign-accounts.ts'
import { checkEvidence } from './check.ts'
import { copyRows } from './copies.ts'
import { evidenceFor } from './evidence.ts'

test('a load that is the same to the last request is shown, and figures stay when later requests have been read', async () => {
  const whole = poolTraffic()
  const isEven = ({ account_id: id }: { account_id: string }): boolean => id !== OCCASIONAL && id !== COPYIST
  const accounts = whole.accounts.filter(isEven)
  const open = await storeWith({ accounts, requests: whole.requests.filter(isEven) })
  onTestFinished(() => open.close())
  const outcome = await runPass(open.store)
  await record(open.store, 1, outcome)
  const [{ accounts: accused, evidence }] = outcome.campaigns
  expect(evidence.find(({ signal }) => signal === 'even-load')?.observation).toBe(
    '30 accounts sent about 34 requests each, with a coefficient of variation of 0 %.',
  )
  const [latest] = whole.requests.toSorted((a, b) => b.time - a.time)
  const later = accused
    .slice(0, 9)
    .map((account_id) => ({ ...latest, account_id, time: latest.time + 86_400_000 }))
  await open.read({ accounts, requests: later })
  const checked = await checkEvidence(open.store, evidence)
  expect(checked.filter(({ same }) => !same)).toEqual([])
})

test('what a few share is shown without what everybody does, and openings within hours where none are in the same hour', async () => {
  const whole = poolTraffic()
  const own = new Set(poolNames.filter((_, i) => i % 6 === 0))
  // Three in a sitting, an hour and a half apart.
  const openedWithOthers = ({ account_id, created_at }: AccountRecord): number | undefined => {
    const i = poolNames.indexOf(account_id)
    return i < 0 ? created_at : Date.UTC(2025, 9, 1 + 3 * Math.floor(i / 3), 7) + (i % 3) * 5_400_000
  }
  const accounts = whole.accounts.map((one) => ({
    ...one,
    email_domain: own.has(one.account_id) ? 'few.example' : 'everybody.example',
    created_at: openedWithOthers(one),
  }))
  const open = await storeWith({ accounts, requests: whole.requests })
  onTestFinished(() => open.close())
  const [{ evidence }] = (await runPass(open.store)).campaigns
  expect(evidence.find(({ signal }) => signal === 'shared-email-domain')?.observation).toBe(
    '5 of 31 accounts share a mail domain with another account of the group: 1 mail domain between them, 1 in common use left out.',
  )
  expect(evidence.find(({ signal }) => signal === 'sign-up-batch')?.observation).toBe(
    '30 of 31 accounts were opened within six hours of another of the group, and no two in the same hour.',
  )
  const checked = await checkEvidence(open.store, evidence)
  expect(checked.filter(({ same }) => !same)).toEqual([])
})

test('what ties others than the core of a pool is no evidence of it', async () => {
  const whole = poolTraffic()
  const strangers = span(0, 10).map((i) => `user-${String(i).padStart(4, '0')}`)
  const pair = poolNames.slice(0, 2)
  const deviceOf = (account: string): string | undefined =>
    pair.includes(account)
      ? 'of-two'
      : strangers.includes(account)
        ? `of-${strangers.indexOf(account) % 2}`
        : undefined
  const accounts = whole.accounts.map((one) => ({ ...one, device_fingerprint: deviceOf(one.account_id) }))
  const { store, close } = await storeWith({ accounts, requests: whole.requests })
  onTestFinished(close)
  const world = await loadWorld(store)
  const [pool] = pools(world, detect(world).judged)
  const { lead } = pool
  const tied = union([lead.tied, groupOf(strangers.map((name) => world.principals.names.indexOf(name)))])
  const { all } = testTies(world, { ...lead.candidate, members: tied }, tied, lead.intent.tokens, lead.bond)
  const mixed = { ...lead, tied, ties: all() }
  expect(mixed.ties.all.tests.find(({ signal }) => signal === 'shared-device')?.logP).toBeLessThan(
    Math.log(0.001),
  )
  const name = { campaignId: 'cmp-mixed', revision: 1 }
  const core = Array.from(coreOf(pool), (principal) => world.principals.names[principal])
  await writeAccounts(store, [name], [core])
  await copyRows(store, [name])
  const evidence = await evidenceFor(store, world, { ...pool, judged: [...pool.judged, mixed] }, name)
  expect(evidence.map(({ signal }) => signal)).toContain('shared-card')
  expect(evidence.map(({ signal }) => signal)).not.toContain('shared-device')
})
