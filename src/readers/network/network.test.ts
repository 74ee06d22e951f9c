import { isIP } from 'node:net'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import type { Network } from '../../record/index.ts'
import { parseAddress, prefixOf } from './address.ts'
import { networkLookup } from './lookup.ts'
import { isPrefix, parsePrefix } from './prefix.ts'

const ipv4 = fc.ipV4()
const ipv6 = fc.ipV6()

function bytesOf(words: Uint32Array | undefined): number[] | undefined {
  return (
    words && [...words].flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255])
  )
}

/** The platform's spelling without a dotted tail: ipaddr.js takes `::1.2.3.4` for a mapped address. */
function canonical(text: string): string {
  return text.includes(':') ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : text
}

test('addresses parse as the platform and ipaddr.js parse them', () => {
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), (text) => {
      const parsed = ipaddr.parse(canonical(text))
      const six = parsed instanceof ipaddr.IPv4 ? parsed.toIPv4MappedAddress() : parsed
      expect(bytesOf(parseAddress(text))).toEqual(six.toByteArray())
    }),
    { numRuns: 2000 },
  )
})

test('what is no address is none, as the platform says', () => {
  const scraps = fc.array(
    fc.constantFrom('1', '0', 'f', '255', '256', ':', '::', '.', '1.2.3.4', 'g', '\u0011'),
    { maxLength: 10 },
  )
  fc.assert(
    fc.property(
      scraps.map((parts) => parts.join('')),
      (text) => {
        expect(parseAddress(text) !== undefined).toBe(isIP(text) !== 0)
      },
    ),
    { numRuns: 5000 },
  )
})

test('prefixes: /24 of IPv4, mapped or not, and /48 of IPv6', () => {
  expect(prefixOf('203.0.113.77')).toBe('203.0.113.0/24')
  expect(prefixOf('::ffff:203.0.113.77')).toBe('203.0.113.0/24')
  expect(prefixOf('255.255.255.255')).toBe('255.255.255.0/24')
  expect(prefixOf('2001:db8:7:8::9')).toBe('2001:db8:7::/48')
  expect(prefixOf('2001:DB8:0007:1:2:3:4:5%eth0')).toBe('2001:db8:7::/48')
  expect(prefixOf('2001:db8::1')).toBe('2001:db8::/48')
  expect(prefixOf('::1')).toBe('::/48')
  for (const bad of ['', '1.2.3', '1.2.3.4.5', '01.2.3.4', '1.2.3.256', 'abc', '1::2::3', '12345::', ':1']) {
    expect(prefixOf(bad)).toBeUndefined()
  }
})

/** The slow and plain way: every prefix in turn. */
function slowLookup(networks: readonly Network[], address: string): number | undefined {
  const parsed = ipaddr.process(canonical(address))
  let best = -1
  let asn: number | undefined
  for (const network of networks) {
    const [base, length] = ipaddr.parseCIDR(network.prefix)
    if (base.kind() !== parsed.kind() || length < best) continue
    if (parsed.match(base, length)) {
      best = length
      asn = network.asn
    }
  }
  return asn
}

const prefix = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })),
  fc.tuple(fc.constantFrom('10.0.0.0', '10.128.0.0', '10.128.7.0'), fc.integer({ min: 0, max: 32 })),
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })),
  fc.tuple(fc.constantFrom('2001:db8::', '2001:db8:8000::', 'ff00::'), fc.integer({ min: 0, max: 128 })),
)

test('the lookup finds the longest prefix, as a plain search does', () => {
  fc.assert(
    fc.property(
      fc.array(prefix, { maxLength: 30 }),
      fc.array(
        fc.oneof(ipv4, ipv6, fc.constantFrom('10.128.7.9', '10.1.1.1', '2001:db8::5', '2001:db8:8000::1')),
        { minLength: 20 },
      ),
      (prefixes, addresses) => {
        const networks = prefixes.map(
          ([base, length], index): Network => ({
            prefix: `${canonical(base)}/${length}`,
            asn: index,
            kind: 'hosting',
          }),
        )
        const lookup = networkLookup(networks)
        const own = prefixes.map(([base]) => base)
        for (const address of [...addresses, ...own, '0.0.0.0', '255.255.255.255']) {
          // Mapped addresses are IPv4 here, and a prefix shorter than ::ffff:0:0/96 does not hold them.
          expect(lookup(address)?.asn).toBe(slowLookup(networks, address))
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('every prefix is one to ipaddr.js too, shorthands aside', () => {
  const scraps = fc.array(
    fc.constantFrom('1', '0', '/', '/8', '/32', '/33', '/128', '::', '.', '10.0.0.0', 'f:', ' '),
    {
      maxLength: 6,
    },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        scraps.map((parts) => parts.join('')),
        prefix.map((parts) => parts.join('/')),
      ),
      (text) => {
        expect(isPrefix(text)).toBe(parsePrefix(text) !== undefined)
      },
    ),
    { numRuns: 5000 },
  )
})

test('bare addresses are hosts, mapped prefixes are IPv4, and nonsense matches nothing', () => {
  const lookup = networkLookup([
    { prefix: '192.0.2.9', asn: 1, kind: 'vpn' },
    { prefix: '::ffff:198.51.100.0/120', asn: 2, kind: 'mobile' },
    { prefix: 'not a prefix', asn: 3, kind: 'hosting' },
    { prefix: '10/8', asn: 4, kind: 'hosting' },
  ])
  expect(lookup('192.0.2.9')).toEqual({ asn: 1, kind: 'vpn' })
  expect(lookup('192.0.2.10')).toBeUndefined()
  expect(lookup('198.51.100.200')).toEqual({ asn: 2, kind: 'mobile' })
  expect(lookup('::ffff:198.51.100.200')).toEqual({ asn: 2, kind: 'mobile' })
  expect(lookup('nonsense')).toBeUndefined()
  expect(lookup('0.0.0.10')).toBeUndefined()
})
