import type { Network } from '../record/index.ts'
import type { Random } from './random.ts'
import { DAY, HOUR } from './world.ts'

type Kind = Network['kind']

/** A way onto the network. `shared`: other principals come out of the same addresses. */
export interface Line {
  readonly kind: Kind
  readonly shared: boolean
  readonly address: (time: number, random: Random) => string
}

/** Number of /16 blocks per kind at scale 1, and how many of them a network file would know. */
const BLOCKS: readonly (readonly [kind: Kind, blocks: number, asns: number])[] = [
  ['residential', 90, 45],
  ['mobile', 24, 14],
  ['hosting', 20, 9],
  ['corporate', 30, 30],
  ['education', 14, 14],
  ['vpn', 8, 6],
]

/** Share of blocks that the network file does not list: such files are never complete. */
const UNLISTED = 0.06

interface Block {
  readonly prefix: readonly [number, number]
  readonly kind: Kind
  /** Two hexadecimal digits: the provider's IPv6 /40 within the documentation range. */
  readonly v6?: string
}

/** Splits the address space into providers. Addresses are drawn at random and mean nobody. */
export class AddressSpace {
  readonly networks: Network[] = []
  readonly #blocks = new Map<Kind, Block[]>()
  readonly #common = new Map<'corporate' | 'education', Line[]>()

  constructor(random: Random, scale: number) {
    const used = new Set<number>()
    let site = 0
    for (const [kind, blocks, asns] of BLOCKS) {
      const list: Block[] = []
      const first = random.int(20_000, 60_000)
      const count = Math.ceil(blocks * Math.max(1, Math.min(8, Math.sqrt(scale))))
      while (list.length < count) {
        const high = random.pick([
          23, 31, 37, 46, 51, 62, 77, 82, 91, 103, 109, 138, 151, 176, 185, 189, 201, 212,
        ])
        const low = random.int(0, 255)
        if (used.has(high * 256 + low)) continue
        used.add(high * 256 + low)
        const six = kind === 'residential' && site < 256
        const block: Block = {
          prefix: [high, low],
          kind,
          ...(six ? { v6: (site++).toString(16).padStart(2, '0') } : {}),
        }
        list.push(block)
        const listed = !random.chance(UNLISTED)
        const asn = first + (list.length % asns) * 7
        if (listed) {
          this.networks.push({ prefix: `${high}.${low}.0.0/16`, asn, kind })
          if (block.v6 !== undefined) {
            this.networks.push({ prefix: `2001:db8:${block.v6}00::/40`, asn, kind })
          }
        }
      }
      this.#blocks.set(kind, list)
    }
    const sites = (kind: 'corporate' | 'education', count: number) =>
      Array.from({ length: Math.ceil(count * Math.max(0.2, scale)) }, () =>
        this.site(kind, random, kind === 'education' ? random.int(1, 8) : random.int(1, 3)),
      )
    this.#common.set('corporate', sites('corporate', 90))
    this.#common.set('education', sites('education', 22))
  }

  /** A /24 of the kind. */
  range(kind: Kind, random: Random): readonly [number, number, number] {
    const block = random.pick(this.#blocks.get(kind) ?? [])
    return [block.prefix[0], block.prefix[1], random.int(0, 255)]
  }

  /** A home: one address that the provider changes now and then; a minority speaks IPv6. */
  home(random: Random): Line {
    const block = random.pick(this.#blocks.get('residential') ?? [])
    const lease = random.logUniform(2, 60) * DAY
    const offset = random.next() * lease
    const salt = random.uint32()
    if (block.v6 !== undefined && random.chance(0.18)) {
      const net = `2001:db8:${block.v6}${random.hex(2)}:${random.hex(4)}`
      return {
        kind: 'residential',
        shared: false,
        address: (time) => `${net}::${word(salt, Math.floor(time / DAY))}`,
      }
    }
    const address = (time: number) => {
      const draw = scramble(salt, Math.floor((time + offset) / lease))
      return `${block.prefix[0]}.${block.prefix[1]}.${(salt + (draw % 4)) & 255}.${1 + ((draw >>> 8) % 254)}`
    }
    return { kind: 'residential', shared: false, address }
  }

  /** A mobile carrier: thousands of customers behind a handful of addresses. */
  mobile(random: Random): Line {
    const block = random.pick(this.#blocks.get('mobile') ?? [])
    const third = random.int(0, 3) * 8
    const salt = random.uint32()
    return {
      kind: 'mobile',
      shared: true,
      address: (time) => {
        const draw = scramble(salt, Math.floor(time / (3 * HOUR)))
        return `${block.prefix[0]}.${block.prefix[1]}.${third + (draw % 2)}.${1 + ((draw >>> 9) % 24)}`
      },
    }
  }

  /** One site behind network address translation, with up to `exits` addresses. */
  site(kind: 'corporate' | 'education' | 'residential' | 'hosting', random: Random, exits = 1): Line {
    const [a, b, c] = this.range(kind, random)
    const first = random.int(1, 254 - exits)
    return {
      kind,
      shared: true,
      address: (_, draw) => `${a}.${b}.${c}.${exits === 1 ? first : first + draw.int(0, exits - 1)}`,
    }
  }

  /** An office house, a dormitory, a campus: unrelated people behind one address translation. */
  common(kind: 'corporate' | 'education', random: Random): Line {
    return random.pick(this.#common.get(kind) ?? [])
  }

  /** A commercial VPN: a different popular exit every day. */
  vpn(random: Random): Line {
    const block = random.pick(this.#blocks.get('vpn') ?? [])
    const salt = random.uint32()
    return {
      kind: 'vpn',
      shared: true,
      address: (time) => {
        const draw = scramble(salt, Math.floor(time / DAY))
        return `${block.prefix[0]}.${block.prefix[1]}.${draw % 12}.${1 + ((draw >>> 6) % 20)}`
      },
    }
  }

  /** A rented server with one address. */
  server(random: Random): Line {
    const [a, b, c] = this.range('hosting', random)
    const last = random.int(1, 254)
    return { kind: 'hosting', shared: false, address: () => `${a}.${b}.${c}.${last}` }
  }

  /** An autoscaled fleet: `machines` addresses spread over a cloud's ranges, any of which may send. */
  fleet(random: Random, machines: number): Line {
    const addresses = Array.from({ length: machines }, () => this.server(random).address(0, random))
    return { kind: 'hosting', shared: false, address: (_, draw) => draw.pick(addresses) }
  }

  /** One address inside a given /24. */
  within(kind: Kind, range: readonly [number, number, number], random: Random): Line {
    const address = `${range[0]}.${range[1]}.${range[2]}.${random.int(1, 254)}`
    return { kind, shared: false, address: () => address }
  }
}

function scramble(salt: number, step: number): number {
  let mixed = Math.imul(salt ^ step, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function word(salt: number, step: number): string {
  return (scramble(salt, step) & 0xffff).toString(16)
}
