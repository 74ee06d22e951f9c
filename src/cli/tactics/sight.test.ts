import { expect, test } from 'vitest'
import { CUES } from '../../models/index.ts'
import { SIGNALS } from '../../signals/index.ts'
import { CASES, simulate } from '../../simulate/index.ts'
import { TACTICS, tacticOf } from '../../tactics/index.ts'
import { sightOf } from './sight.ts'

test('every tactic that a signal or a cue names stands in the catalogue, with the fields the signal needs', () => {
  for (const { id, tactics, needs } of SIGNALS) {
    for (const named of tactics) {
      const fields: readonly string[] | undefined = tacticOf(named)?.fields
      expect(fields, `${id} names ${named}`).toEqual(expect.arrayContaining([...needs]))
    }
  }
  for (const { tactic } of CUES) expect(tacticOf(tactic), tactic).toBeDefined()
})

test('a tactic knows the signals that name it, and no others', () => {
  for (const sight of TACTICS.map((tactic) => sightOf(tactic))) {
    for (const { id } of sight.signals) {
      expect(SIGNALS.find((signal) => signal.id === id)?.tactics).toContain(sight.id)
    }
  }
  const named = TACTICS.map((tactic) => sightOf(tactic)).flatMap(({ id, signals }) =>
    signals.map((signal) => `${signal.id} ${id}`),
  )
  const stated = SIGNALS.flatMap(({ id, tactics }) => tactics.map((tactic) => `${id} ${tactic}`))
  expect(named.sort()).toEqual(stated.sort())
})

test('every tactic that a simulated campaign or a preset claims stands in the catalogue', () => {
  const { truth } = simulate({ scenario: 'every-tactic', seed: 5, scale: 0.05 })
  const claimed = [
    ...truth.campaigns.flatMap(({ tactics }) => tactics),
    ...Object.values(CASES).flatMap(({ campaign }) => campaign.tactics ?? []),
  ]
  for (const id of claimed) expect(tacticOf(id), id).toBeDefined()
})
