import type { Baseline } from './baseline.ts'

const DAY = 86_400_000

/** Score: an account's requests on its busiest UTC day. */
export const rateThreshold: Baseline = {
  id: 'rate-threshold',
  title: 'per-account rate threshold',
  source:
    'Common practice: a daily request limit per account, as in provider rate limits; OWASP API Security 2023, API4.',
  start() {
    const days = new Map<string, Map<number, number>>()
    return {
      see({ account_id, time }) {
        let own = days.get(account_id)
        if (!own) {
          own = new Map()
          days.set(account_id, own)
        }
        const day = Math.floor(time / DAY)
        own.set(day, (own.get(day) ?? 0) + 1)
      },
      scores: () => new Map([...days].map(([account, own]) => [account, Math.max(...own.values())])),
    }
  },
}
