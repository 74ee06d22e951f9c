import type { Baseline } from './baseline.ts'
import { Components } from './components.ts'

/** Score: active accounts connected to this one, itself included, by payment instruments they share; 0 without one. */
export const sharedCard: Baseline = {
  id: 'shared-card',
  title: 'shared-card components',
  source:
    'Connected components over shared identifiers, the standard first step of payment-fraud rings; cf. Cao et al., "SynchroTrap", CCS 2014, section 2.',
  start() {
    const active = new Set<string>()
    return {
      see({ account_id }) {
        active.add(account_id)
      },
      scores(accounts) {
        const components = new Components()
        const holder = new Map<string, string>()
        const withCard: string[] = []
        for (const { account_id, payment_fingerprint: card } of accounts) {
          if (!card || !active.has(account_id)) continue
          withCard.push(account_id)
          const first = holder.get(card)
          if (first === undefined) holder.set(card, account_id)
          else components.join(first, account_id)
        }
        return new Map(withCard.map((account) => [account, components.size(account)]))
      },
    }
  },
}
