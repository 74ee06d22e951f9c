import type { WorldResult } from '../worlds/types.ts'

/** A world in which nothing happened, for tests to change. */
export function emptyWorld(changes: Partial<WorldResult> = {}): WorldResult {
  return {
    task: {
      kind: 'world',
      scenario: 'plain',
      seed: 1,
      scale: 1,
      ordinary: 1,
      decoys: 0,
      ablation: false,
      leakage: false,
      baselines: true,
      permuteCountries: false,
    },
    requests: 0,
    accounts: 0,
    innocent: { accounts: 0, lookalikes: 0 },
    days: 14,
    candidates: 0,
    references: 0,
    seconds: { compose: 0, ingest: 0, pass: 0, decoys: 0 },
    score: {
      campaigns: [],
      groups: [],
      recall: null,
      recall_confirmed: null,
      fragmentation: null,
      purity: null,
      merges: null,
      precision_confirmed: null,
      precision_suspected: null,
      false_confirmed_accounts: [],
      false_suspected_accounts: [],
      false_groups: { confirmed: 0, suspected: 0, watch: 0 },
      summary: '',
    },
    accused: {
      watch: { accounts: 0, innocent: 0 },
      suspected: { accounts: 0, innocent: 0 },
      confirmed: { accounts: 0, innocent: 0 },
    },
    groups: [],
    people: { units: [], named: [] },
    decoys: [],
    random: null,
    ablation: [],
    explanations: {
      evidence: { checked: 0, failed: [] },
      near_misses: [],
      watched: { groups: 0, in_evidence: 0, in_comparison: 0, unexplained: [] },
      nearest: { groups: 0, told_apart: 0 },
    },
    leakage: [],
    baselines: [],
    said: '',
    ...changes,
  }
}

export function campaignScore(name: string, accounts: number, recall: number, confirmed = recall) {
  return {
    id: `campaign-${name}`,
    class: name,
    accounts,
    recall,
    recall_confirmed: confirmed,
    fragments: recall > 0 ? 1 : 0,
    purity: recall > 0 ? 1 : null,
  }
}
