import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CampaignPicture } from '../record/index.ts'
import { isReject } from './folder.ts'
import { forgetKeys } from './forget-keys.ts'
import { putInPlace } from './put-in-place.ts'
import { forgetIn } from './redaction.ts'
import type { Store } from './store.ts'
import { sweep } from './sweep.ts'
import { TabSeparatedWriter } from './tab-separated.ts'
import { PASS_COLUMNS, REVISION_COLUMNS } from './tables.ts'

/**
 * Drops the stored texts of requests before a time; their fingerprints stay.
 * @param before milliseconds since 1970
 */
export async function expireText(store: Store, before: number): Promise<void> {
  await store.command(
    `ALTER TABLE requests UPDATE text = ''
     WHERE text != '' AND time < fromUnixTimestamp64Milli({before:Int64}, 'UTC')`,
    { before },
  )
  await sweep(store)
}

/** Those whose rows are an account's. In those of a pass at work rows are left where one was killed. */
const WITH_ACCOUNTS = [
  'arrivals',
  'looked_at_uses',
  'looked_at_requests',
  'looked_at_accounts',
  'requests',
  'accounts',
]

/**
 * Erases an account: its requests, its row, what may be of it among the rejects, and its name in passes and campaign
 * histories, where a random name takes its place so that their figures stay true; and what deleting leaves on the
 * disk. What is cut short can be run again.
 * @param names keyed hashes of its name, as full passes keep them of whom known.csv vouches for
 * @returns how many requests were erased
 * @throws RangeError for an account without a name
 */
export async function forget(store: Store, account: string, names: readonly number[] = []): Promise<number> {
  // An empty text is part of every text: all histories would be rewritten.
  if (account === '') throw new RangeError('An account to forget has a name')
  const parameters = { account }
  const [counted] = await store.query<{ requests: number }>(
    'SELECT count() AS requests FROM requests FINAL WHERE account_id = {account:String}',
    parameters,
    { numbers: true },
  )
  await forgetKeys(store, account, names)
  for (const table of WITH_ACCOUNTS)
    await store.command(`ALTER TABLE ${table} DELETE WHERE account_id = {account:String}`, parameters)
  const substitute = `forgotten-${randomBytes(6).toString('hex')}`
  await store.command(
    `INSERT INTO campaign_accounts SELECT campaign_id, revision, {substitute:String}
     FROM campaign_accounts FINAL WHERE account_id = {account:String}`,
    { account, substitute },
  )
  await store.command('ALTER TABLE campaign_accounts DELETE WHERE account_id = {account:String}', parameters)
  await forgetInPasses(store, account, substitute)
  await forgetInRevisions(store, account, substitute)
  forgetInRejects(store.folder.rejects, account)
  await sweep(store)
  return counted?.requests ?? 0
}

async function forgetInPasses(store: Store, account: string, substitute: string): Promise<void> {
  const rows = await store.query<{ id: number; started: string; basis: string; result: string; old: string }>(
    `SELECT pass_id AS id, toString(started_at) AS started, basis, result, cityHash64(result) AS old
     FROM passes WHERE position(result, {needle:String}) > 0`,
    { needle: inner(account) },
  )
  for (const row of rows) {
    const result = forgetIn(row.result, account, substitute)
    if (result === row.result) continue
    const writer = new TabSeparatedWriter()
    for (const value of [String(row.id), row.started, row.basis, result]) writer.text(value)
    writer.endRow()
    await store.insert('passes', PASS_COLUMNS, writer.take())
    await store.command(
      'ALTER TABLE passes DELETE WHERE pass_id = {id:UInt64} AND cityHash64(result) = {old:UInt64}',
      { id: row.id, old: row.old },
    )
  }
}

interface StoredRevision {
  id: string
  revision: number
  pass: string
  created: string
  verdict: string
  accounts: string[]
  body: string
  picture: string
  old: string
}

async function forgetInRevisions(store: Store, account: string, substitute: string): Promise<void> {
  const rows = await store.query<StoredRevision>(
    `SELECT campaign_id AS id, revision, pass_id AS pass, toString(created_at) AS created, verdict,
            accounts, body, picture, cityHash64(accounts, body, picture) AS old
     FROM campaign_revisions
     WHERE has(accounts, {account:String}) OR position(body, {needle:String}) > 0
        OR position(picture, {needle:String}) > 0`,
    { account, needle: inner(account) },
  )
  for (const row of rows) {
    const body = forgetIn(row.body, account, substitute)
    const picture = forgetIn(withoutTextsOf(row.picture, account), account, substitute)
    if (body === row.body && picture === row.picture && !row.accounts.includes(account)) continue
    const writer = new TabSeparatedWriter()
    writer.text(row.id)
    writer.integer(row.revision)
    for (const value of [row.pass, row.created, row.verdict]) writer.text(value)
    writer.texts(row.accounts.map((name) => (name === account ? substitute : name)))
    writer.text(body)
    writer.text(picture)
    writer.endRow()
    await store.insert('campaign_revisions', REVISION_COLUMNS, writer.take())
    await store.command(
      `ALTER TABLE campaign_revisions DELETE WHERE campaign_id = {id:String}
       AND revision = {revision:UInt32} AND cityHash64(accounts, body, picture) = {old:UInt64}`,
      { id: row.id, revision: row.revision, old: row.old },
    )
  }
}

/** What a forgotten account wrote goes with its name. */
function withoutTextsOf(json: string, account: string): string {
  const picture = JSON.parse(json) as CampaignPicture
  const exemplars = picture.exemplars.filter((exemplar) => exemplar.account_id !== account)
  return exemplars.length === picture.exemplars.length ? json : JSON.stringify({ ...picture, exemplars })
}

/**
 * Lines that name the account go whole: what could not be read cannot be edited safely either. The others keep where
 * they stood and why they were refused, and lose the start of the row: it may be the account's too, as the name can
 * stand behind what was kept, or have been cut off.
 */
function forgetInRejects(folder: string, account: string): void {
  if (!existsSync(folder)) return
  const needle = inner(account)
  for (const name of readdirSync(folder).filter(isReject)) {
    const path = join(folder, name)
    const before = readFileSync(path, 'utf8')
    const after = before
      .split('\n')
      // A reject is JSON that quotes the line, so the name may stand escaped once or twice.
      .filter((line) => !line.includes(account) && !line.includes(inner(needle)))
      .flatMap(withoutExcerpt)
      .join('\n')
    if (after === before) continue
    putInPlace(path, after)
  }
}

/** A line of a file of rejects; none of what a killed scan left half written. */
function withoutExcerpt(line: string): string[] {
  if (line === '') return [line]
  try {
    const { line: at, reason }: { line: number; reason: string } = JSON.parse(line)
    return [JSON.stringify({ line: at, reason })]
  } catch {
    return []
  }
}

/** As the name stands within a JSON string. */
function inner(account: string): string {
  return JSON.stringify(account).slice(1, -1)
}
