import type { Campaign, CampaignPicture, Evidence, ScanResult } from '../../record/index.ts'
import type { AccountRow } from '../accounts.ts'

/** Smallest whole examples of what the ledgers hold, for this room's tests. */

export function campaign(id: string, revision: number, accounts: string[]): Campaign {
  return {
    id,
    kind: 'group',
    revision,
    verdict: 'suspected',
    review: 'unreviewed',
    summary: `${accounts.length} accounts on one card`,
    accounts,
    members: accounts.map((name) => ({
      account_id: name,
      role: 'core',
      families: ['identity'],
      reasons: [`${name} pays with the same card`],
    })),
    detected_at: '2026-02-03T00:00:00.000Z',
    detected_basis: 'batch',
    first_seen: '2026-02-01T00:00:00.000Z',
    last_seen: '2026-02-02T00:00:00.000Z',
    requests: 12,
    tokens: 3400,
    families: ['identity'],
    tactics: ['T01'],
    coordination_q: 0.0004,
    intent_rank: '1 of 800',
    evidence: [],
  }
}

export const evidence: Evidence = {
  signal: 'cue-reasoning',
  family: 'elicitation',
  axis: 'intent',
  tactics: ['T05'],
  proposed_by: ['identity'],
  observation: 'see identity here',
  p_value: 0.001,
  weighed: true,
  alternatives: [{ explanation: 'An audit', outcome: 'not_excluded', detail: 'nobody was asked' }],
  references: ['DETECTION'],
  query: 'SELECT 1',
}

export function picture(id: string, accounts: string[]): CampaignPicture {
  return {
    campaign_id: id,
    graph: {
      nodes: accounts.map((name) => ({ id: name, kind: 'account', label: name, role: 'core' })),
      edges: accounts.map((name) => ({ source: name, target: 'card:1', bits: 9 })),
      omitted: 0,
    },
    timeline: {
      start: 0,
      step_ms: 3_600_000,
      total: [12],
      lanes: accounts.map((name) => ({ account_id: name, values: [12] })),
      marks: [],
    },
    exemplars: accounts.map((name) => ({ account_id: name, time: 5, text: 'Think step by step.' })),
  }
}

export function result(ids: string[], accounts: string[] = ['a']): ScanResult {
  return {
    format: 'stillwatch.campaigns/1',
    generated_at: '2026-02-03T00:00:00.000Z',
    stillwatch_version: '0.1.0',
    window: { from: '2026-02-01T00:00:00.000Z', to: '2026-02-02T00:00:00.000Z' },
    campaigns: ids.map((id) => campaign(id, 1, accounts)),
    data_quality: {
      records: 12,
      duplicates: 0,
      unreadable: 0,
      accounts: 1,
      accounts_joined: 0,
      field_coverage: {},
      signals_left_out: [],
      warnings: [],
    },
  }
}

export function account(name: string, known: Partial<AccountRow> = {}): AccountRow {
  return {
    account_id: name,
    organization: 0,
    created_at: 0,
    plan: '',
    program: '',
    verification: '',
    email_domain: 0,
    email: 0,
    card: 0,
    device: 0,
    phone: 0,
    referral: 0,
    country_mismatch: false,
    closed_at: 0,
    ...known,
  }
}
