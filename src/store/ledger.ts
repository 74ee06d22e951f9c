import type { Campaign, CampaignPicture, ScanResult } from '../record/index.ts'
import { ScanResult as ScanResultSchema } from '../record/index.ts'
import type { Store } from './store.ts'
import { TabSeparatedWriter } from './tab-separated.ts'
import { CAMPAIGN_ACCOUNT_COLUMNS, FILE_COLUMNS, PASS_COLUMNS, REVISION_COLUMNS, timeText } from './tables.ts'

/** A file that was read to its end, with all its records stored. */
export interface FileEntry {
  /** Of the raw bytes, whatever the file's name. */
  readonly digest: string
  readonly path: string
  readonly format: string
  readonly bytes: number
  readonly records: number
  readonly unreadable: number
  /** In how many records each field was present, and in how many it was dropped as unusable. */
  readonly field_counts: Readonly<Record<string, number>>
  readonly dropped_counts: Readonly<Record<string, number>>
}

/** Notes a file as read. Call it after the file's last row is stored. */
export async function recordFile(store: Store, file: FileEntry, finishedAt = Date.now()): Promise<void> {
  const writer = new TabSeparatedWriter()
  writer.text(file.digest)
  writer.text(file.path)
  writer.text(file.format)
  writer.integer(file.bytes)
  writer.integer(file.records)
  writer.integer(file.unreadable)
  writer.counts(file.field_counts)
  writer.counts(file.dropped_counts)
  writer.text(timeText(finishedAt))
  writer.endRow()
  await store.insert('files', FILE_COLUMNS, writer.take())
}

/** What is noted of a file of this digest, if it was read before. */
export async function fileKnown(store: Store, digest: string): Promise<FileEntry | undefined> {
  const [row] = await store.query<FileEntry>(
    `SELECT digest, path, format, bytes, records, unreadable, field_counts, dropped_counts
     FROM files FINAL WHERE digest = {digest:String}`,
    { digest },
    { numbers: true },
  )
  return row
}

/** What is noted of every file that was read, by its name. */
export async function allFiles(store: Store): Promise<FileEntry[]> {
  return store.query<FileEntry>(
    `SELECT digest, path, format, bytes, records, unreadable, field_counts, dropped_counts
     FROM files FINAL ORDER BY path, digest`,
    {},
    { numbers: true },
  )
}

/** Sizes in bytes of all files that were read: any other size is a file that was not. */
export async function fileSizes(store: Store): Promise<Set<number>> {
  const rows = await store.query<{ bytes: number }>('SELECT DISTINCT bytes FROM files', {}, { numbers: true })
  return new Set(rows.map((row) => row.bytes))
}

export interface Pass {
  readonly passId: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly basis: 'batch' | 'replay' | 'live'
  readonly result: ScanResult
}

/** Stores what a detection pass said. @returns the pass's number; later passes have greater ones */
export async function recordPass(store: Store, pass: Omit<Pass, 'passId'>): Promise<number> {
  const [last] = await store.query<{ id: number }>(
    'SELECT max(pass_id) AS id FROM passes',
    {},
    { numbers: true },
  )
  const passId = Math.max(pass.startedAt, (last?.id ?? 0) + 1)
  const writer = new TabSeparatedWriter()
  writer.integer(passId)
  writer.text(timeText(pass.startedAt))
  writer.text(pass.basis)
  writer.text(JSON.stringify(pass.result))
  writer.endRow()
  await store.insert('passes', PASS_COLUMNS, writer.take())
  return passId
}

export async function latestPass(store: Store): Promise<Pass | undefined> {
  const [row] = await store.query<{ id: number; started: number; basis: Pass['basis']; result: string }>(
    `SELECT pass_id AS id, toUnixTimestamp64Milli(started_at) AS started, basis, result
     FROM passes ORDER BY pass_id DESC LIMIT 1`,
    {},
    { numbers: true },
  )
  if (!row) return undefined
  return {
    passId: row.id,
    startedAt: row.started,
    basis: row.basis,
    result: ScanResultSchema.parse(JSON.parse(row.result)),
  }
}

/** A campaign as one pass saw it, with what the report draws of it. */
export interface Revision {
  readonly passId: number
  readonly campaign: Campaign
  readonly picture: CampaignPicture
}

/** Adds to the campaigns' histories, with the core accounts of each revision for the queries of its evidence. */
export async function appendRevisions(
  store: Store,
  revisions: readonly Revision[],
  createdAt = Date.now(),
): Promise<void> {
  const writer = new TabSeparatedWriter()
  for (const { passId, campaign, picture } of revisions) {
    writer.text(campaign.id)
    writer.integer(campaign.revision)
    writer.integer(passId)
    writer.text(timeText(createdAt))
    writer.text(campaign.verdict)
    writer.texts(campaign.accounts)
    writer.text(JSON.stringify(campaign))
    writer.text(JSON.stringify(picture))
    writer.endRow()
  }
  const members = new TabSeparatedWriter()
  for (const { campaign } of revisions) {
    for (const account of campaign.accounts) {
      members.text(campaign.id)
      members.integer(campaign.revision)
      members.text(account)
      members.endRow()
    }
  }
  await store.insert('campaign_accounts', CAMPAIGN_ACCOUNT_COLUMNS, members.take())
  await store.insert('campaign_revisions', REVISION_COLUMNS, writer.take())
}

/** The history of one campaign, or the newest revision of each, oldest first. Cost: these, without the bodies of older ones. */
export async function revisions(store: Store, campaignId?: string): Promise<Revision[]> {
  const rows = await store.query<StoredRevision>(
    campaignId === undefined
      ? `SELECT pass_id AS pass, body, picture FROM campaign_revisions
         PREWHERE (campaign_id, revision) IN (
           SELECT campaign_id, max(revision) FROM campaign_revisions GROUP BY campaign_id)
         ORDER BY campaign_id LIMIT 1 BY campaign_id`
      : `SELECT pass_id AS pass, body, picture FROM campaign_revisions
         WHERE campaign_id = {campaign:String} ORDER BY revision`,
    campaignId === undefined ? {} : { campaign: campaignId },
    { numbers: true },
  )
  return rows.map(revisionOf)
}

/** The newest revision of each of these campaigns. Cost: these, however many revisions they have. */
export async function newestRevisions(store: Store, campaigns: readonly string[]): Promise<Revision[]> {
  const rows = await store.query<StoredRevision>(
    `SELECT pass_id AS pass, body, picture FROM campaign_revisions
     PREWHERE campaign_id IN {campaigns:Array(String)} AND (campaign_id, revision) IN (
       SELECT campaign_id, max(revision) FROM campaign_revisions
       WHERE campaign_id IN {campaigns:Array(String)} GROUP BY campaign_id)
     ORDER BY campaign_id`,
    { campaigns },
    { numbers: true },
  )
  return rows.map(revisionOf)
}

interface StoredRevision {
  readonly pass: number
  readonly body: string
  readonly picture: string
}

function revisionOf(row: StoredRevision): Revision {
  return {
    passId: row.pass,
    // Written by appendRevisions from the same types.
    campaign: JSON.parse(row.body) as Campaign,
    picture: JSON.parse(row.picture) as CampaignPicture,
  }
}
