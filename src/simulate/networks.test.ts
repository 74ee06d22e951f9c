import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import { AddressSpace } from './networks.ts'
import { Random } from './random.ts'
import { DAY } from './world.ts'

const space = new AddressSpace(new Random(1), 1)
const random = new Random(2)

test('every line gives valid addresses, nearly all inside a listed network of its kind', () => {
  const networks = space.networks.map(({ prefix, kind }) => ({ range: ipaddr.parseCIDR(prefix), kind }))
  let listed = 0
  let total = 0
  for (let at = 0; at < 300; at++) {
    for (const line of [
      space.home(random),
      space.mobile(random),
      space.vpn(random),
      space.server(random),
      space.common('education', random),
      space.fleet(random, 5),
    ]) {
      const address = ipaddr.parse(line.address(at * DAY, random))
      const home = networks.find(
        ({ range: [base, bits] }) => base.kind() === address.kind() && address.match(base, bits),
      )
      if (home) {
        expect(home.kind).toBe(line.kind)
        listed++
      }
      total++
    }
  }
  expect(listed / total).toBeGreaterThan(0.85)
  expect(listed / total).toBeLessThan(1)
})

test('carriers and exits are shared, homes are not', () => {
  const addresses = (make: () => { address: (time: number, random: Random) => string }) =>
    new Set(Array.from({ length: 4000 }, () => make().address(0, random))).size
  expect(addresses(() => space.home(random))).toBeGreaterThan(3990)
  expect(addresses(() => space.vpn(random))).toBeLessThan(2000)
  expect(addresses(() => space.common('corporate', random))).toBeLessThan(300)
})
