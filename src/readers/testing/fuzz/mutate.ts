import type { Dice } from './dice.ts'

/** Values that somebody hoped nobody had thought of. */
const VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    -0.5,
    1e308,
    2 ** 53,
    4e9,
    'NaN',
    '',
    ' ',
    [],
    {},
    [[]],
    [null],
    { '': null },
  ],
  ...['2093-01-01T00:00:00Z', '1777636800123456789', 1e18, 'yesterday', '-1', '0x10', '1e5', 'Infinity'],
  ...[
    '=1+1',
    '\u001b[2J',
    '</script>',
    "'; DROP TABLE requests; --",
    '\u0000',
    '\u202e',
    '\ud800',
    '😀',
    '../../etc/passwd',
  ],
  ...['[REDACTED]', '[{"role":"user","content":"', '{"a":', 'data: {"choices":[', 'x'.repeat(5_000)],
  ...['203.0.113.7, 198.51.100.9', '[::1]:80', '::ffff:1.2.3.4', '999.1.1.1', '__proto__', 'constructor'],
  JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`),
  JSON.parse('{"__proto__":{"account_id":"forged"},"constructor":{"prototype":1}}'),
]
const NAMES = [
  '__proto__',
  'constructor',
  'length',
  'toString',
  'time',
  'account_id',
  'id',
  '',
  'a.b',
  '0',
] as const

/** A copy of a value with something changed somewhere in it. */
export function changed(value: unknown, random: Dice, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 12 || random.chance(0.08))
    return random.pick(VALUES)
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.2)) return [...value, random.pick(VALUES)]
    const at = random.below(value.length)
    if (random.chance(0.1)) return value.toSpliced(at, 1)
    return value.with(at, changed(value[at], random, depth + 1))
  }
  const entries: [string, unknown][] = Object.entries(value)
  if (entries.length === 0 || random.chance(0.1))
    return { ...value, [random.pick(NAMES)]: random.pick(VALUES) }
  const at = random.below(entries.length)
  const [name = '', inner] = entries[at] ?? []
  const act = random.below(10)
  if (act === 0) entries.splice(at, 1)
  else if (act === 1) entries[at] = [random.pick(NAMES), inner]
  else entries[at] = [name, changed(inner, random, depth + 1)]
  // Not Object.assign: a name such as __proto__ has to stay a name.
  return Object.fromEntries(entries)
}

const SCRAPS = [
  '\n',
  '\r\n',
  '"',
  '""',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u',
  '\u0000',
  '\ufeff',
  'NaN',
  '-',
  'é',
  '{"data":[',
  '}{',
  '\t',
  ';',
]

/** Bytes with a few places damaged, as disks, networks and people do it. */
export function damaged(bytes: Uint8Array, random: Dice): Uint8Array {
  let result = Buffer.from(bytes)
  for (let times = 1 + random.below(3); times > 0 && result.length > 0; times--) {
    const at = random.below(result.length)
    const length = 1 + random.below(Math.min(64, result.length - at))
    switch (random.below(8)) {
      case 0:
        result[at] = random.below(256)
        break
      case 1:
        result[at] = (result[at] ?? 0) ^ (1 << random.below(8))
        break
      case 2:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)])
        break
      case 3:
        result = Buffer.concat([result.subarray(0, at + length), result.subarray(at)])
        break
      case 4:
        result = Buffer.concat([
          result.subarray(0, at),
          Buffer.from(random.pick(SCRAPS)),
          result.subarray(at),
        ])
        break
      case 5:
        result = result.subarray(0, at)
        break
      case 6:
        result.fill(random.below(256), at, at + length)
        break
      default: {
        const other = random.below(result.length)
        result = Buffer.concat([
          result.subarray(0, at),
          result.subarray(other, other + length),
          result.subarray(at),
        ])
      }
    }
  }
  return new Uint8Array(result)
}
