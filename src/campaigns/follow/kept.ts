import type { Basis } from '../../store/index.ts'
import type { SummaryParts } from '../evidence/summary.ts'

/** What a full pass found out about a campaign and a follow-up goes by. It names no account. */
export interface CampaignBasis {
  readonly campaignId: string
  readonly revision: number
  /** Keys that tied whoever else held them to the campaign beyond chance, by kind (`KEY_KINDS`). */
  readonly ties: ReadonlyMap<string, ReadonlySet<number>>
  readonly figures: CampaignFigures
}

export interface CampaignFigures {
  /** The full pass's own revision of the campaign. */
  readonly fullRevision: number
  /** Those looked for, the commonest first. */
  readonly tokens: readonly number[]
  readonly summary: SummaryParts
  /** Requests and tokens of the core accounts on each day (`2026-05-01`, UTC). */
  readonly days: Readonly<Record<string, readonly [requests: number, tokens: number]>>
  /** Days before `PassBasis.since` of which follow-ups read requests that arrived late, ascending. */
  readonly late?: readonly string[]
  /** By kind, the part of a tying key's holders that would be core accounts by chance; the largest, where keys differ. */
  readonly shares: Readonly<Record<string, number>>
  readonly texts?: UsualTexts | undefined
}

/** What members write around the instruction, in mean feature vectors, by squared distances from their middle. */
export interface UsualTexts {
  readonly middle: readonly number[]
  /** Of the median member's mean. */
  readonly member: number
  /** Of a single text, in the mean. */
  readonly single: number
}

/** What it found out about everybody. */
export interface PassBasis {
  /** Milliseconds since 1970: midnight of the first day it looked at, by which a contract's standing goes. */
  readonly start: number
  /** From this day on (`2026-05-01`, UTC) follow-ups read what newcomers sent: 14 days before the pass's last. */
  readonly since: string
  /** Keyed hashes: organisations under contract, and whom known.csv vouched for. */
  readonly contracts: ReadonlySet<number>
  readonly vouched: ReadonlySet<number>
}

export function rowOf({ campaignId, revision, ties, figures }: CampaignBasis): Basis {
  const keys = Object.fromEntries([...ties].map(([kind, values]) => [kind, [...values]]))
  return { campaignId, revision, keys, figures: JSON.stringify(figures) }
}

export function rowOfPass({ start, since, contracts, vouched }: PassBasis): Basis {
  const keys = { contracts: [...contracts], vouched: [...vouched] }
  return { campaignId: '', revision: 0, keys, figures: JSON.stringify({ start, since }) }
}

/** Undefined where the rows are not whole, or of an earlier version. */
export function basisFrom(
  rows: readonly Basis[],
): { pass: PassBasis; campaigns: ReadonlyMap<string, CampaignBasis> } | undefined {
  const own = rows.find(({ campaignId }) => campaignId === '')
  if (!own) return undefined
  // Written by rowOfPass and rowOf, from the same types.
  const { start, since } = JSON.parse(own.figures) as Pick<PassBasis, 'start' | 'since'>
  const campaigns = rows
    .filter(({ campaignId }) => campaignId !== '')
    .map(({ campaignId, revision, keys, figures }): [string, CampaignBasis] => [
      campaignId,
      {
        campaignId,
        revision,
        ties: new Map(Object.entries(keys).map(([kind, values]) => [kind, new Set(values)])),
        figures: JSON.parse(figures) as CampaignFigures,
      },
    ])
  if (campaigns.some(([, { figures }]) => figures.shares === undefined)) return undefined
  return {
    pass: {
      start,
      since,
      contracts: new Set(own.keys.contracts),
      vouched: new Set(own.keys.vouched),
    },
    campaigns: new Map(campaigns),
  }
}
