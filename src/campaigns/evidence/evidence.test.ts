import { expect, onTestFinished, test } from 'vitest'
import { record, runPass } from '../pass.ts'
import { COPYIST, OCCASIONAL, poolTraffic, storeWith } from '../testing/traffic.ts'
import { checkEvidence } from './check.ts'

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
