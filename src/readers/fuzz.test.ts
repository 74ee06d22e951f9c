import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, expect, test } from 'vitest'
import { StillwatchError } from '../errors/index.ts'
import { readAccounts, readKnown, readNetworks, readReleases } from './context/context-files.ts'
import { READER_FAILED } from './failure.ts'
import { familyNamed, JOIN_FAMILIES } from './join/families.ts'
import { Joiner } from './join/joiner.ts'
import { type Collected, collect, scratch } from './testing/collect.ts'
import { dice } from './testing/fuzz/dice.ts'
import { type FuzzInput, fuzzInput } from './testing/fuzz/inputs.ts'
import { changed, damaged } from './testing/fuzz/mutate.ts'
import { SEEDS } from './testing/fuzz/seeds.ts'

/** How many inputs are made; a long run is for whoever changes a reader: STILLWATCH_FUZZ=100000. */
const INPUTS = Number(process.env.STILLWATCH_FUZZ ?? 4_000)
/** Another number makes other inputs; a failure names the number of its input. */
const FIRST = Number(process.env.STILLWATCH_FUZZ_FIRST ?? 1)
/** No input is larger than 200 KB: whatever takes this long hangs. */
const LONGEST_MS = 3_000

const files = scratch()
afterAll(files.clear)

const REFUSALS = [
  'SW_FORMAT_UNKNOWN',
  'SW_NO_RECORDS',
  'SW_FILE_UNREADABLE',
  'SW_CONTEXT_INVALID',
  'SW_USAGE',
]

/** What an input comes to; undefined where it is refused as a whole, which says why. */
async function outcomeOf(read: () => Promise<Collected>): Promise<Collected | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof StillwatchError) || !REFUSALS.includes(error.code)) throw error
    expect(error.message.length).toBeGreaterThan(10)
    expect(error.advice.length).toBeGreaterThan(10)
    return undefined
  }
}

/** Every part comes to something: it is in a request, or it is counted. */
function join({ parts, format }: Collected): number {
  const present = new Set(parts.map(({ kind }) => kind))
  let outcomes = 0
  const joiner = new Joiner({
    families: JOIN_FAMILIES,
    present,
    release: (group) => {
      const [first] = group
      if (!first) throw new Error('a group of nothing')
      const merged = familyNamed(first.family).merge(group, { present })
      outcomes += merged.length
      // Spans of other work and events of no call are no requests; of all else something has to come.
      const isRequest = first.family !== 'otlp' || group.some(({ kind }) => kind === 'call')
      if (merged.length === 0 && isRequest) throw new Error(`${format.dialect}: a request is gone`)
    },
  })
  for (const part of structuredClone(parts)) joiner.add(part)
  joiner.finish()
  return outcomes
}

function check(read: Collected, { rows }: FuzzInput): void {
  join(read)
  const { records, unreadable, parts, passedOver, format, keys } = read
  expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0)).toBe(true)
  for (const { time, account_id } of records) {
    expect(Number.isSafeInteger(time) && typeof account_id === 'string' && account_id !== '').toBe(true)
  }
  for (const { line, reason, excerpt = '' } of unreadable) {
    expect(line > 0 && reason !== '' && excerpt.length <= 200).toBe(true)
    expect(reason).not.toContain(READER_FAILED)
  }
  if (rows === undefined || format.framing !== 'lines') return
  const outcomes = records.length + unreadable.length + parts.length + passedOver.length
  if (format.dialect.startsWith('otlp')) expect(outcomes).toBeGreaterThanOrEqual(rows)
  else expect(outcomes).toBe(rows)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

test(`of ${INPUTS.toLocaleString('en')} made-up inputs none crashes a reader, hangs it, or is lost without a word`, async () => {
  const stdin = { path: '-', bytes: undefined }
  let understood = 0
  for (let number = FIRST; number < FIRST + INPUTS; number++) {
    const input = fuzzInput(dice(number))
    const started = performance.now()
    try {
      const read = await outcomeOf(() => collect(stdin, input.options, once(input.bytes)))
      if (read) check(read, input)
      if (read) understood++
      expect(performance.now() - started).toBeLessThan(LONGEST_MS)
    } catch (error) {
      throw new Error(`input ${number}: ${Buffer.from(input.bytes).toString('latin1').slice(0, 500)}`, {
        cause: error,
      })
    }
  }
  // Inputs that no reader takes for a log would say little.
  expect(understood).toBeGreaterThan(INPUTS / 2)
}, 3_600_000)

test('one damaged line costs its neighbours nothing, in any dialect', async () => {
  const count = Math.ceil(INPUTS / 20)
  for (let number = FIRST; number < FIRST + count; number++) {
    const random = dice(number)
    const { dialect, rows } = random.pick(SEEDS)
    const lines = Array.from({ length: 6 }, (_, index) =>
      JSON.stringify({ ...random.pick(rows), 'the row': index }),
    )
    const at = random.below(lines.length)
    const broken = Buffer.from(damaged(Buffer.from(lines[at] ?? ''), random))
      .toString('latin1')
      .replaceAll('\n', '')
    const options = { framing: 'lines', dialect, blockBytes: random.pick([64, 1 << 20]) } as const
    const read = (text: readonly string[]) => collect(files.write('rows', text.join('\n')), options)
    const whole = await read(lines.toSpliced(at, 1))
    const other = await read(lines.with(at, broken))
    const said = ({ records, parts }: Collected) =>
      [...records, ...parts.map(({ fields }) => fields)].map((one) => JSON.stringify(one))
    const found = new Set(said(other))
    expect(
      said(whole).filter((one) => !found.has(one)),
      `number ${number}`,
    ).toEqual([])
  }
}, 3_600_000)

test('context files and Parquet, damaged, are read or refused', async () => {
  const tables = [
    {
      read: readAccounts,
      text: 'account_id,created_at,plan,card_bin_country\na,2026-04-02,pro,DE\nb,1777636800,,\n',
    },
    {
      read: readNetworks,
      text: 'prefix,asn,kind\n203.0.113.0/24,64500,hosting\n2001:db8::/32,64501,residential\n',
    },
    { read: readReleases, text: 'model,time\nm-large,2026-05-01T10:00:00Z\n' },
    { read: readKnown, text: 'account_id,status,reason,expires_at\na,cleared,said so,2027-01-01\n' },
  ]
  const count = Math.min(1_000, Math.ceil(INPUTS / 40))
  for (let number = FIRST; number < FIRST + count; number++) {
    const random = dice(number)
    const { read, text } = random.pick(tables)
    const path = files.write('table', damaged(Buffer.from(text), random))
    await read(path).catch((error: unknown) => {
      if (!(error instanceof StillwatchError)) throw new Error(`number ${number}`, { cause: error })
    })
    const times = [1, 2, 3].map((day) => new Date(Date.UTC(2026, 3, day)))
    const texts = ['x', 'y', 'z'].map((word) => String(changed(word, random)))
    const bytes = parquetWriteBuffer({
      rowGroupSize: 2,
      columnData: [
        { name: 'time', data: times, type: 'TIMESTAMP' },
        { name: 'account_id', data: ['a', 'b', 'c'], type: 'STRING' },
        { name: 'input_text', data: texts, type: 'STRING' },
      ],
    })
    const parquet = files.write('log.parquet', damaged(new Uint8Array(bytes), random))
    const started = performance.now()
    await outcomeOf(() => collect(parquet, { patience: 1_000 })).catch((error: unknown) => {
      throw new Error(`Parquet ${number}`, { cause: error })
    })
    expect(performance.now() - started, `Parquet ${number}`).toBeLessThan(LONGEST_MS)
  }
}, 3_600_000)
