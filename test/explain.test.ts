import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleResult } from '../src/report/testing/fixture.ts'
import { appendRevisions, openStore, recordPass } from '../src/store/index.ts'
import { scratchFolder, stillwatch } from './support/cli.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

const { result, pictures } = exampleResult()
const [campaign, other] = result.campaigns
const linked = campaign?.members.find(({ role }) => role === 'linked')?.account_id ?? ''

/** What a pass over several servers leaves in its own data folder, and DROP PARTITION in any: campaigns without requests. */
beforeAll(async () => {
  const store = await openStore({ dataDir: join(cwd, 'data'), clickhouseUrl: '' })
  const passId = await recordPass(store, { startedAt: Date.now(), basis: 'batch', result })
  const revisions = result.campaigns.flatMap((one, at) => {
    const picture = pictures[at]
    return picture ? [{ campaign: one, picture, passId }] : []
  })
  await appendRevisions(store, revisions)
  await store.close()
})

const explain = (...ids: string[]) => stillwatch(['explain', ...ids, '--data', 'data'], { cwd })

test('an account that a campaign names is known, whether or not its requests are here', async () => {
  expect(linked).not.toBe('')
  for (const ids of [[campaign?.id ?? '', linked], [other?.id ?? '', linked], [linked]]) {
    const { code, stdout, stderr } = await explain(...ids)
    expect(code, stderr).toBe(0)
    expect(stdout).toContain(linked)
  }
})

test('one that nothing names is not', async () => {
  expect((await explain(campaign?.id ?? '', 'nobody-at-all')).stderr).toContain('SW_ACCOUNT_UNKNOWN')
  expect((await explain('nobody-at-all')).stderr).toContain('SW_CAMPAIGN_UNKNOWN')
})
