import type { Campaign, ScanResult } from '../../record/index.ts'

/** What a look says that found these campaigns. */
export function resultOf(campaigns: readonly Campaign[], more: Partial<ScanResult> = {}): ScanResult {
  return {
    format: 'stillwatch.campaigns/1',
    generated_at: new Date().toISOString(),
    stillwatch_version: 'test',
    window: { from: new Date(0).toISOString(), to: new Date(0).toISOString() },
    campaigns: [...campaigns],
    data_quality: {
      records: 0,
      duplicates: 0,
      unreadable: 0,
      accounts: 0,
      accounts_joined: 0,
      field_coverage: {},
      signals_left_out: [],
      warnings: [],
    },
    ...more,
  }
}
