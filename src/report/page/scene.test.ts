import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packed } from './scene.ts'

/** The very function of the page, taken out of its module. */
const source = readFileSync(new URL('../client/scene.js', import.meta.url), 'utf8')
const [, body = ''] = /export (function unpacked[\s\S]+)$/.exec(source) ?? []
const unpacked: (text: string, steps: number) => Uint32Array = new Function(`return ${body}`)()

test('the page reads the very counts that were packed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(40), fc.nat(2_000_000_000)), {
        maxLength: 200,
      }),
      (values) => {
        expect([...unpacked(packed(values), values.length)]).toEqual(values)
      },
    ),
  )
})

test('a quiet account takes few characters', () => {
  const values = new Array<number>(168).fill(0)
  values[3] = 2
  values[90] = 40_000
  expect(packed(values)).toBe('0002!86.(40000)!77.')
})
