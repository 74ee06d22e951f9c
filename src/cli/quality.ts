import { ENOUGH_REFERENCES } from '../campaigns/index.ts'
import type { FileRead, IntakeSummary, JoinSummary } from '../intake/index.ts'
import { type DataQuality, REQUEST_FIELDS } from '../record/index.ts'
import { count, counted } from '../report/index.ts'
import { SIGNALS, type World } from '../signals/index.ts'
import { fileWarnings } from './file-warnings.ts'

/** A join worse than this is more likely a wrong column than missing accounts. */
const POOR_JOIN = 0.5

/**
 * What the data allowed, what it lacked, and what that put out of reach.
 * @param intake of all that is stored, whichever scan has read it, as the accounts and campaigns are
 * @param more what else there is to warn of, in sentences
 */
export function dataQuality(
  intake: IntakeSummary,
  world: World,
  references: number,
  more: readonly string[],
): DataQuality {
  const leftOut = (id: string, family: string): string | undefined =>
    world.leftOut.get(id) ?? world.leftOut.get(family)
  return {
    records: intake.records,
    duplicates: intake.duplicates,
    unreadable: intake.unreadable,
    accounts: intake.accounts,
    accounts_joined: intake.accountsJoined,
    field_coverage: Object.fromEntries(
      Object.keys(REQUEST_FIELDS).map((field) => [
        field,
        (intake.fieldCounts[field] ?? 0) / Math.max(1, intake.records),
      ]),
    ),
    signals_left_out: SIGNALS.flatMap(({ id, family }) => {
      const reason = leftOut(id, family)
      return reason === undefined ? [] : [{ signal: id, reason, family }]
    }),
    signals_checked: SIGNALS.filter(({ id, family }) => leftOut(id, family) === undefined).map(
      ({ id, family }) => ({
        signal: id,
        family,
      }),
    ),
    ...ofThisRun(intake.files),
    warnings: [...warnings(intake, world, references), ...more],
  }
}

/** What a scan has read itself, where earlier ones have read something too. */
function ofThisRun(files: readonly FileRead[]): Pick<DataQuality, 'this_run'> {
  const own = files.filter(({ alreadyRead }) => !alreadyRead)
  if (own.length === 0 || own.length === files.length) return {}
  const sum = (figure: 'records' | 'unreadable'): number =>
    own.reduce((total, { tally }) => total + tally[figure], 0)
  return { this_run: { files: own.length, records: sum('records'), unreadable: sum('unreadable') } }
}

function warnings(intake: IntakeSummary, world: World, references: number): string[] {
  const found: string[] = []
  const hasText = world.principals.texts.some((texts) => texts > 0)
  if (!hasText) {
    found.push(
      'No record has prompt text, so intent could not be judged: nothing can be more than a group to watch.',
    )
  }
  if (hasText && references < ENOUGH_REFERENCES) {
    found.push(
      `Only ${references} related groups of this traffic to compare intent with: groups that come with the program stand in. Scan more accounts, or a longer time, for your own.`,
    )
  }
  if (world.misdated > 0) {
    found.push(
      `${counted(world.misdated, 'record')} dated more than a fortnight after all others, by a clock gone wrong or because traffic has only begun again. The hours that are looked at end before.`,
    )
  }
  found.push(...intakeWarnings(intake))
  return found
}

/** What reading lost, could not join, and knows nothing of. A look at what is stored can tell less of it later. */
export function intakeWarnings(intake: IntakeSummary): string[] {
  const found = [...accountWarnings(intake), ...intake.contextUnused]
  for (const join of intake.joins) found.push(...joinWarnings(join))
  if (intake.passedOver > 0) {
    found.push(
      `${counted(intake.passedOver, 'row')} passed over: no requests to a model, or halves of one without the other.`,
    )
  }
  found.push(...fileWarnings(intake))
  return found
}

/** Accounts with requests alone, or with data alone. */
function accountWarnings(intake: IntakeSummary): string[] {
  const { accounts, accountsJoined, accountUnknown, accountsSilent, accountsFile } = intake
  if (accountsFile === undefined && accountsJoined === 0) {
    return [
      'No accounts file: shared cards, devices, phones, referrals and sign-up batches were out of reach (--accounts FILE).',
    ]
  }
  const found: string[] = []
  const joined = accountsJoined / Math.max(1, accounts)
  if (joined < POOR_JOIN) {
    found.push(
      `Only ${Math.round(100 * joined)} % of the accounts in the logs have account data. If the ids in the accounts ` +
        'file differ, name the field that holds them: --map account=PATH.',
    )
  }
  if (accountUnknown !== undefined) {
    const silent =
      accountsSilent > 0 ? ` ${counted(accountsSilent, 'account')} with data sent no request.` : ''
    found.push(
      `${count(accounts - accountsJoined)} of ${count(accounts)} accounts in the logs have no account data ` +
        `(\`${accountUnknown}\`, for one): they are judged by their requests alone.${silent}`,
    )
  }
  return found
}

/** What a join could not find, and which fields it would have brought. */
function joinWarnings({ title, joined, missing, crowded, absent }: JoinSummary): string[] {
  const gathered =
    `${title}: ${counted(crowded, 'id')} with more than 1,024 rows each, joined in pieces. ` +
    'A trace id comes with the request: somebody may send one with all of them.'
  return [
    ...(crowded > 0 ? [gathered] : []),
    ...missing.map(
      ({ kind, requests, brings }) =>
        `${title}: ${count(requests)} without ${kind} (which brings ${brings.join(', ')}), ${count(joined)} whole.`,
    ),
    ...absent.map(
      ({ kind, brings }) =>
        `${title}: no ${kind} was given. It brings ${brings.join(', ')}; give both logs in one scan.`,
    ),
  ]
}
