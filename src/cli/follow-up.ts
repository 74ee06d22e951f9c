import { followUp, recordFollowUp, type Standing, standing } from '../campaigns/index.ts'
import type { ScanResult } from '../record/index.ts'
import { alone, recordPass, type Store, sweep } from '../store/index.ts'
import { type Context, gravestFirst, type ResultOptions, type ScanOutcome, writeResults } from './look.ts'
import type { Progress } from './progress.ts'
import { VERSION } from './version.ts'

/**
 * Attaches what arrived since the last look to the campaigns that stand, and writes the results: all standing campaigns.
 * `accounts.csv` lists their accounts alone, as everybody else is known to a pass over the whole store only.
 * @param before what stood when it was asked whether there is something to follow up on; another look may have ended since
 * @throws StillwatchError SW_STORE_LOCKED where another process looks over this server
 */
export function lookAtArrivals(
  store: Store,
  before: Standing,
  context: Context,
  options: ResultOptions,
  progress: Progress,
): Promise<Omit<ScanOutcome, 'unread'>> {
  return alone([store], 'A follow-up', async () =>
    lookAlone(store, (await standing(store)) ?? before, context, options, progress),
  )
}

async function lookAlone(
  store: Store,
  stand: Standing,
  { known }: Context,
  options: ResultOptions,
  progress: Progress,
): Promise<Omit<ScanOutcome, 'unread'>> {
  progress.step('Following up')
  const startedAt = Date.now()
  const outcome = await followUp(store, stand, known)
  const { arrived } = outcome
  // What the full pass's own scan has read is nobody's here.
  const { warnings, this_run: _, ...quality } = stand.result.data_quality
  const result: ScanResult = {
    ...stand.result,
    generated_at: new Date(startedAt).toISOString(),
    stillwatch_version: VERSION,
    window: {
      from: stand.result.window.from,
      to: new Date(Math.max(Date.parse(stand.result.window.to), arrived?.to ?? 0)).toISOString(),
    },
    campaigns: [...outcome.campaigns].sort(gravestFirst),
    follow_up: outcome.said,
    data_quality: {
      ...quality,
      warnings: [FOLLOW_UP, ...warnings.filter((warning) => warning !== FOLLOW_UP)],
    },
  }
  if (arrived) {
    const passId = await recordPass(store, { startedAt, basis: 'batch', result })
    await recordFollowUp(store, passId, stand, outcome, startedAt)
    await sweep(store)
  }
  const written = writeResults(options, result, outcome.pictures, [])
  return { result, pictures: outcome.pictures, written }
}

const FOLLOW_UP =
  'A follow-up: verdicts, q, ranks, cleared groups and what is said of the data here are those of the last full pass; only a full pass finds new campaigns.'

/** What is said where a follow-up was asked for and there is nothing to follow up on. */
export const NO_FULL_PASS =
  'No full pass of this version stands yet that a follow-up could go by: this is one.'
