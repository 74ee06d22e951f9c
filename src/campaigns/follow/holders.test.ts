import { expect, test } from 'vitest'
import { type Holders, kindsThatTie } from './holders.ts'

const RANGE = 'shared-address-range'
const CORE = { full: new Set(['a', 'b', 'c']), attached: new Set(['d']) }
const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** By which kinds somebody is tied who holds `own`, where range 1 tied at the full pass and has these holders now. */
function kinds(own: readonly number[], holders: Holders, share = 0.01): string[] {
  return kindsThatTie(
    { ties: new Map([[RANGE, new Set([1])]]), figures: { shares: { [RANGE]: share } } },
    { keys: new Map([[RANGE, own]]) },
    new Map([[RANGE, new Map([[1, holders]])]]),
    CORE,
  )
}

test('a VPN’s range that two members hold ties who holds one range, and not who has been on twenty', () => {
  const holders = { count: 8, core: ['a', 'b'] }
  expect(kinds([1], holders)).toEqual([RANGE])
  expect(kinds(span(1, 21), holders)).toEqual([])
})

test('a range that was the pool’s own ties nobody once it is a public exit', () => {
  expect(kinds([1], { count: 4, core: ['a', 'b', 'c'] })).toEqual([RANGE])
  expect(kinds([1], { count: 500, core: ['a', 'b', 'c'] })).toEqual([])
})

test('whom a follow-up attached makes a range neither more nor less the pool’s', () => {
  expect(kinds([1], { count: 3, core: ['a', 'd'] })).toEqual([])
  const [without, withIt] = [
    { count: 8, core: ['a', 'b'] },
    { count: 9, core: ['a', 'b', 'd'] },
  ]
  for (const own of [[1], span(1, 3), span(1, 4), span(1, 21)])
    expect(kinds(own, withIt)).toEqual(kinds(own, without))
})

test('a key that did not tie at the full pass does not tie now, nor one of which nobody knows the holders', () => {
  expect(kinds([2], { count: 4, core: ['a', 'b', 'c'] })).toEqual([])
})
