import { expect, test } from 'vitest'
import { halfSipHash } from './digest.ts'

/** From the authors' test vectors (HalfSipHash-2-4, 64-bit output, key 00..07, input 00 01 02 ...). */
const VECTORS: readonly [bytes: number, output: string][] = [
  [0, '218d1f59b9b83cc8'],
  [4, 'd5e78a175be52ea1'],
  [8, 'edfee820bce4858c'],
  [12, '7bc71f9faef5c799'],
  [40, '5b38c81c67c8ae4c'],
  [60, 'd6762890bf26e460'],
]

test.each(VECTORS)('HalfSipHash of %i bytes is the published one', (bytes, output) => {
  const message = new Uint32Array(Uint8Array.from({ length: bytes }, (_, index) => index).buffer)
  const result = halfSipHash(0x03020100, 0x07060504, message, message.length, 2, 4)
  expect(Buffer.from(new Uint32Array(result).buffer).toString('hex')).toBe(output)
})
