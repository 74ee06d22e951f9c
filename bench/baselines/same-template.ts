import type { Baseline } from './baseline.ts'
import { instructionOf } from './instruction.ts'

/** A text used once is a coincidence. */
const LEAST_USES = 2

/** Score: accounts that used the same instruction as this one (at least twice each), for its most common instruction. */
export const sameTemplate: Baseline = {
  id: 'same-template',
  title: 'same-template groups',
  source:
    'Grouping by identical instruction text, as in the "identical patterns" of Anthropic, Detecting and preventing distillation attacks, 2026.',
  start() {
    const uses = new Map<string, Map<string, number>>()
    return {
      see(request) {
        const instruction = instructionOf(request)
        if (instruction === '') return
        let own = uses.get(instruction)
        if (!own) {
          own = new Map()
          uses.set(instruction, own)
        }
        own.set(request.account_id, (own.get(request.account_id) ?? 0) + 1)
      },
      scores() {
        const scores = new Map<string, number>()
        for (const own of uses.values()) {
          const users = [...own].filter(([, count]) => count >= LEAST_USES)
          for (const [account] of users) scores.set(account, Math.max(scores.get(account) ?? 0, users.length))
        }
        return scores
      },
    }
  },
}
