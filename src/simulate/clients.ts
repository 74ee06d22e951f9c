import type { Line } from './networks.ts'
import type { Random } from './random.ts'
import { type Connect, DAY } from './world.ts'

/** A client program: what it calls itself, and the TLS fingerprint its library produces. */
export interface Client {
  readonly user_agent: string
  readonly tls_fingerprint: string
}

export type ClientStyle = 'browser' | 'sdk' | 'tool'

interface Stack {
  readonly name: (random: Random) => string
  /** Few values per library, shared by everybody who uses it. */
  readonly tls: readonly string[]
  readonly weight: number
}

const PYTHON = [
  't13d1812h1_85036bcba153_b26ce05bbdd6',
  't13d1812h1_85036bcba153_375ca2c5e164',
  't13d1813h1_e7c285222651_02713d6af862',
]
const NODE = ['t13d5911h1_a33745022dd6_1f22a2ca17c4', 't13d5911h1_a33745022dd6_dbd01f495b34']
const GO = ['t13d1312h2_f57a46bbacb6_ab7e3b40a677', 't13d1311h1_f57a46bbacb6_e7c285222651']
const CHROME = [
  't13d1516h2_8daaf6152771_02713d6af862',
  't13d1516h2_8daaf6152771_d8a2da3f94cd',
  't13d1517h2_8daaf6152771_b0da82dd1658',
]
const FIREFOX = ['t13d1715h2_5b57614c22b0_5c2c66f702b0', 't13d1715h2_5b57614c22b0_3d5424432f57']
const SAFARI = ['t13d2014h2_a09f3c656075_14788d8d241b']
const CURL = ['t13d3112h2_e8f1e7e78f70_b26ce05bbdd6', 't13d4312h1_c7886603b240_b26ce05bbdd6']
const JAVA = ['t13d1411h2_bd868743f55c_9c5e5b2f1d3a', 't13d4907h1_0d8feac7bc37_7395dae3b2f3']

const minor = (base: string, from: number, to: number) => (random: Random) =>
  `${base}${random.int(from, to)}.${random.pick([0, 0, 0, 1, 1, 2, 3])}`
const fixed = (text: string) => () => text

const STACKS: Record<ClientStyle, readonly Stack[]> = {
  browser: [
    {
      name: (random) =>
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${random.int(131, 137)}.0.0.0 Safari/537.36`,
      tls: CHROME,
      weight: 42,
    },
    {
      name: (random) =>
        `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${random.int(131, 137)}.0.0.0 Safari/537.36`,
      tls: CHROME,
      weight: 22,
    },
    {
      name: (random) =>
        `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${random.int(0, 5)} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${random.int(0, 5)} Mobile/15E148 Safari/604.1`,
      tls: SAFARI,
      weight: 18,
    },
    {
      name: (random) =>
        `Mozilla/5.0 (X11; Linux x86_64; rv:${random.int(130, 138)}.0) Gecko/20100101 Firefox/${random.int(130, 138)}.0`,
      tls: FIREFOX,
      weight: 10,
    },
    {
      name: (random) =>
        `Mozilla/5.0 (Linux; Android ${random.int(13, 15)}; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${random.int(131, 137)}.0.0.0 Mobile Safari/537.36`,
      tls: CHROME,
      weight: 8,
    },
  ],
  sdk: [
    { name: minor('halcyon-python/1.', 31, 58), tls: PYTHON, weight: 30 },
    { name: minor('halcyon-node/4.', 52, 78), tls: NODE, weight: 18 },
    { name: minor('OpenAI/Python 1.', 40, 82), tls: PYTHON, weight: 18 },
    { name: minor('OpenAI/JS 4.', 60, 98), tls: NODE, weight: 8 },
    { name: minor('python-requests/2.', 28, 32), tls: PYTHON, weight: 8 },
    { name: minor('python-httpx/0.', 24, 28), tls: PYTHON, weight: 5 },
    { name: fixed('Go-http-client/2.0'), tls: GO, weight: 6 },
    { name: minor('axios/1.', 4, 8), tls: NODE, weight: 4 },
    { name: minor('okhttp/4.', 9, 12), tls: JAVA, weight: 4 },
    { name: minor('curl/8.', 2, 12), tls: CURL, weight: 3 },
    { name: minor('litellm/1.', 48, 66), tls: PYTHON, weight: 5 },
    { name: minor('langchain/0.', 1, 3), tls: PYTHON, weight: 5 },
    { name: fixed('Python/3.11 aiohttp/3.9.5'), tls: PYTHON, weight: 4 },
    {
      name: (random) =>
        `${random.pick(['acorn', 'delta', 'north', 'pixel', 'quill', 'sable', 'tidal', 'umber', 'vesper', 'willow'])}-${random.pick(['bot', 'svc', 'worker', 'api', 'sync', 'hub'])}/${random.int(0, 4)}.${random.int(0, 19)}`,
      tls: [...PYTHON, ...NODE, ...GO],
      weight: 9,
    },
  ],
  tool: [
    { name: minor('aider/0.', 60, 82), tls: PYTHON, weight: 22 },
    { name: minor('Cline/3.', 1, 14), tls: NODE, weight: 26 },
    { name: minor('continue/1.', 0, 3), tls: NODE, weight: 16 },
    { name: minor('open-webui/0.', 4, 6), tls: PYTHON, weight: 20 },
    { name: minor('n8n/1.', 70, 92), tls: NODE, weight: 8 },
    { name: minor('zed/0.', 170, 186), tls: GO, weight: 8 },
  ],
}

function drawClient(style: ClientStyle, random: Random): Client {
  const stack = random.weighted(STACKS[style].map((item) => [item, item.weight] as const))
  return { user_agent: stack.name(random), tls_fingerprint: random.pick(stack.tls) }
}

/** Clients an account uses: mostly one, sometimes two or three, from the distribution everybody draws from. */
export function drawClients(style: ClientStyle, random: Random): Client[] {
  const count = random.weighted([
    [1, 62],
    [2, 28],
    [3, 10],
  ])
  return Array.from({ length: count }, (_, at) =>
    drawClient(at === 0 ? style : random.pick(['sdk', style]), random),
  )
}

export const ROUTES = ['native', 'cloud-a', 'cloud-b', 'aggregator'] as const

/** The way in: the provider's own endpoint, or a cloud's or an aggregator's. */
function drawRoute(random: Random): string {
  return random.weighted([
    ['native', 84],
    ['cloud-a', 8],
    ['cloud-b', 5],
    ['aggregator', 3],
  ])
}

export interface ConnectOptions {
  readonly lines: readonly Line[]
  readonly clients: readonly Client[]
  readonly keys?: number
  readonly route?: string
}

/**
 * Requests come over the first line mostly, over the others sometimes; the choice of line and client holds for
 * some hours, as a person's does.
 */
export function connection(random: Random, options: ConnectOptions): Connect {
  const { lines, clients } = options
  const keys = Array.from(
    { length: options.keys ?? random.pick([1, 1, 1, 2]) },
    () => `key_${random.hex(16)}`,
  )
  const route = options.route ?? drawRoute(random)
  const salt = random.next() * DAY
  return (time, draw) => {
    const spell = Math.floor((time + salt) / (DAY / 6))
    const turn = Math.abs(Math.imul(spell ^ 0x5bd1, 0x9e3779b1) >>> 16) / 65_536
    const line = lines[turn < 0.7 ? 0 : Math.floor(turn * 97) % lines.length] ?? draw.pick(lines)
    const client = clients[turn < 0.8 ? 0 : Math.floor(turn * 89) % clients.length] ?? draw.pick(clients)
    return {
      client_address: line.address(time, draw),
      user_agent: client.user_agent,
      tls_fingerprint: client.tls_fingerprint,
      api_key_id: keys.length === 1 ? (keys[0] ?? '') : draw.pick(keys),
      route,
    }
  }
}
