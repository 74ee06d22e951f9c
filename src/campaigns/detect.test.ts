import { describe, expect, test } from 'vitest'
import { eBH } from '../statistics/index.ts'
import { COORDINATION_FDR } from './coordination/rejections.ts'
import { decoy } from './decoys.ts'
import { detect } from './detect.ts'
import { pools } from './members/members.ts'
import { poolAmongInnocents } from './testing/scenes.ts'

const { world, pool, firm } = poolAmongInnocents()
const detection = detect(world)
const found = pools(world, detection.judged)
const core = (one: (typeof found)[number]): number[] =>
  one.members.filter(({ role }) => role === 'core').map(({ principal }) => principal)

describe('one pool among innocents', () => {
  test('is found to the last account, and nobody else is accused', () => {
    const accused = found.filter(({ verdict }) => verdict !== 'watch')
    expect(accused.map(core)).toEqual([pool])
    expect(accused[0].verdict).toBe('confirmed')
    expect(detection.tested).toBeLessThanOrEqual(detection.candidates)
  })

  test('is not the open firm, which does the same: that is at most watched', () => {
    for (const one of found) {
      if (core(one).some((principal) => firm.includes(principal))) expect(one.verdict).toBe('watch')
    }
  })

  test('is judged on evidence it was not proposed by', () => {
    for (const { candidate, coordination } of detection.judged) {
      expect([...coordination.families.keys()]).not.toContain(candidate.proposedBy)
      for (const { family } of coordination.tests) expect(family).not.toBe(candidate.proposedBy)
    }
  })

  test('tells its hours, even where the verdict needed none', () => {
    for (const { judged, lead } of found) {
      expect(lead.coordination.families.has('timing')).toBe(true)
      expect(judged).toContain(lead)
    }
  })

  test('is judged by the e-values that detection tells, one for each tested candidate', () => {
    expect(detection.logE).toHaveLength(detection.tested)
    const rates = new Set(eBH(detection.logE, COORDINATION_FDR).q)
    expect(detection.judged.every(({ q }) => rates.has(q))).toBe(true)
  })

  test('is found again the same', () => {
    expect(detect(world)).toEqual(detection)
  })

  test.each(['one', 'two', 'three', 'four', 'five', 'six'])('leaves nothing in its decoy (%s)', (seed) => {
    const shuffled = decoy(world, seed)
    const groups = pools(shuffled, detect(shuffled).judged)
    expect(groups.filter(({ verdict }) => verdict !== 'watch')).toEqual([])
  })
})

describe('members', () => {
  test('stand for themselves: every core member has a reason of its own', () => {
    for (const { members } of found) {
      for (const { role, reasons, families } of members) {
        if (role === 'core') expect(reasons.length).toBeGreaterThan(0)
        if (role === 'core') expect(families.length).toBeGreaterThan(0)
      }
    }
  })

  test('under contract or vouched for are never core, and it says why', () => {
    const scene = poolAmongInnocents({ contracted: [3], vouched: [7] })
    const [one] = pools(scene.world, detect(scene.world).judged).filter(({ verdict }) => verdict !== 'watch')
    expect(core(one)).toEqual(pool.filter((p) => p !== 3 && p !== 7))
    const member = (principal: number) => one.members.find((own) => own.principal === principal)
    expect(member(3)).toMatchObject({ role: 'linked' })
    expect(member(3)?.reasons.join()).toContain('contract')
    expect(member(7)).toMatchObject({ role: 'linked' })
    expect(member(7)?.reasons.join()).toContain('known.csv')
  })

  test('all under contract make no campaign', () => {
    const scene = poolAmongInnocents({ contracted: [...pool] })
    const accused = pools(scene.world, detect(scene.world).judged).filter(
      ({ verdict }) => verdict !== 'watch',
    )
    expect(accused).toEqual([])
  })
})

test('a pool’s own instruction names it, and nobody else’s does', () => {
  const [one] = found.filter(({ verdict }) => verdict !== 'watch')
  // The first instruction's eight tokens, by construction.
  expect([...one.tokens].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('nobody is accused where there is nobody', () => {
  const { world: some } = poolAmongInnocents()
  const silent = {
    ...some,
    principals: { ...some.principals, cueSums: new Float64Array(some.principals.cueSums.length) },
    templates: { ...some.templates, cueSums: new Uint32Array(some.templates.cueSums.length) },
  }
  // The same ties and texts, but nobody asks for anything.
  expect(detect(silent).judged).toEqual([])
})
