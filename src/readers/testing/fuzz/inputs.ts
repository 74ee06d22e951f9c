import { gzipSync } from 'node:zlib'
import type { ReaderOptions } from '../../types.ts'
import { zstdFrame } from '../collect.ts'
import { prefixed } from '../otlp.ts'
import type { Dice } from './dice.ts'
import { changed, damaged } from './mutate.ts'
import { MESSAGES, SEEDS } from './seeds.ts'

export interface FuzzInput {
  readonly bytes: Uint8Array
  readonly options: ReaderOptions
  /**
   * Where only rows were changed and all of them are whole: how many there are. Then each must come to something.
   */
  readonly rows: number | undefined
}

type Row = Record<string, unknown>

/** An input out of a seed's rows: a few rows, some of them changed, in any framing, then damaged, then compressed. */
export function fuzzInput(random: Dice): FuzzInput {
  const options = {
    blockBytes: random.pick([64, 1000, 1 << 20]),
    maxRowBytes: random.pick([500, 20_000, 64 << 20]),
  }
  const { bytes, rows } = random.chance(0.06) ? messages(random) : text(random)
  const isDamaged = random.chance(0.5)
  const body = isDamaged ? damaged(bytes, random) : bytes
  const whole = isDamaged || options.maxRowBytes < 1 << 20 ? undefined : rows
  const packing = random.below(10)
  if (packing > 1) return { bytes: body, options, rows: whole }
  const packed = packing === 0 ? new Uint8Array(gzipSync(body)) : zstdFrame(body, 100 + random.below(500))
  return random.chance(0.5)
    ? { bytes: packed, options, rows: whole }
    : { bytes: damaged(packed, random), options, rows: undefined }
}

function text(random: Dice): { bytes: Uint8Array; rows: number | undefined } {
  const seed = random.pick(SEEDS)
  const rows: Row[] = Array.from({ length: 1 + random.below(5) }, (_, index) => {
    const row = { ...random.pick(seed.rows), 'the row': index }
    const other = random.chance(0.5) ? changed(row, random) : row
    // What is no object is no row, but it stands on a line all the same.
    return typeof other === 'object' && other !== null && !Array.isArray(other) ? { ...other } : row
  })
  const lines = rows.map((row) => JSON.stringify(row))
  switch (random.below(6)) {
    case 0:
      return { bytes: Buffer.from(JSON.stringify(rows)), rows: undefined }
    case 1:
      return {
        bytes: Buffer.from(JSON.stringify({ count: rows.length, data: rows }, null, 2)),
        rows: undefined,
      }
    case 2:
      return { bytes: Buffer.from(csvOf(rows, random)), rows: undefined }
    case 3:
      return { bytes: Buffer.from(lines.map((line) => `${line},`).join('\r\n')), rows: rows.length }
    default:
      return { bytes: Buffer.from(`${lines.join('\n')}\n`), rows: rows.length }
  }
}

function csvOf(rows: readonly Row[], random: Dice): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const delimiter = random.pick([',', ';', '\t'])
  const cell = (value: unknown): string => {
    const said = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
    return `"${said.replaceAll('"', '""')}"`
  }
  const lines = rows.map((row) =>
    names.map((name) => cell(Object.hasOwn(row, name) ? row[name] : undefined)).join(delimiter),
  )
  return [names.map(cell).join(delimiter), ...lines].join('\n')
}

function messages(random: Dice): { bytes: Uint8Array; rows: number | undefined } {
  const some = Array.from({ length: 1 + random.below(4) }, () => {
    const message = random.pick(MESSAGES)
    return random.chance(0.3) ? damaged(message, random) : message
  })
  if (random.chance(0.3)) return { bytes: some[0] ?? new Uint8Array(0), rows: undefined }
  return { bytes: Buffer.concat(some.map((message) => prefixed(message))), rows: undefined }
}
