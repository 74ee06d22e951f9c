import { StillwatchError } from '../errors/index.ts'
import type { Block, OnBytes, Source, Unreadable } from '../readers/index.ts'
import { type FileEntry, recordFile, type Store } from '../store/index.ts'
import type { Batches } from './batches.ts'
import { createDigest, digestFile, type FileDigest } from './file-digest.ts'
import type { Input } from './inputs.ts'
import type { Joining } from './joining.ts'
import type { PartGroup } from './messages.ts'
import type { Pool } from './pool.ts'
import type { ProgressMeter } from './progress.ts'
import { partsOf, readBefore } from './read-before.ts'
import { openRejects, type Rejects } from './rejects.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'

/** Bytes of blocks that may be under way at once: only rows of many megabytes, or of Parquet, get there before the pool is full. */
const MOST_UNDER_WAY = 96 * 1024 * 1024
/** Unreadable rows that the summary shows of a file. */
const EXAMPLES = 20

export interface FileRead {
  readonly path: string
  /** Framing, dialect and compression; '' for an empty file. */
  readonly format: string
  /** Whether it was read by an earlier run; then the tally is what that run noted. */
  readonly alreadyRead: boolean
  /** Of its bytes, under which the ledger has it; undefined where it was not noted. */
  readonly digest: string | undefined
  readonly tally: Tally
  readonly examples: readonly Unreadable[]
  /** Where all its unreadable rows are. */
  readonly rejects: string | undefined
  /** Why nothing of it could be read. */
  readonly problem?: StillwatchError
}

interface Surroundings {
  readonly store: Store
  readonly pool: Pool
  readonly batches: Batches
  readonly joining: Joining
  readonly progress: ProgressMeter
  readonly force: boolean
}

/** A file on its way: what came of its blocks so far. */
interface Reading {
  readonly path: string
  readonly source: Source
  readonly tally: Tally
  readonly examples: Unreadable[]
  readonly rejects: Rejects
  consumed: number
  /** Whether a limit kept some of it from being read, so that another run should try again. */
  again: boolean
}

/**
 * Reads files one after another. Blocks of the next file are under way while those of the last are still being
 * worked on, so that many small files are as fast as one large one; results are taken in the blocks' order. Parts
 * of requests are joined over all files; a file that holds such parts is noted when the last of them is stored.
 */
export async function readFiles(around: Surroundings, inputs: readonly Input[]): Promise<FileRead[]> {
  const { store, pool, batches, joining, progress } = around
  const before = around.force ? undefined : await readBefore(store, inputs, progress.compare)
  for (const [index, { file, source }] of inputs.entries()) {
    if (!source || before?.get(index)?.entry) progress.skip(file.bytes ?? 0)
  }
  const underWay: (() => Promise<void>)[] = []
  let bytesUnderWay = 0
  const read: FileRead[] = []
  const readings = new Map<number, Reading>()
  const whenJoined: (() => Promise<void>)[] = []
  const settle = async (): Promise<void> => underWay.shift()?.()
  const merge = (groups: readonly PartGroup[]): void => {
    const merging = pool.merge(groups)
    merging.catch(() => {})
    underWay.push(async () => {
      const { rows, halves, records, files } = await merging
      for (const { file, tally, unreadable } of files) {
        const reading = readings.get(file)
        if (reading) take(reading, tally, unreadable)
        progress.advance(0, tally.records, tally.unreadable)
      }
      await batches.add(rows, records, halves)
    })
  }

  for (const [index, { file, source, streamDigest, problem }] of inputs.entries()) {
    if (!source) {
      read[index] = { ...emptyFile(file.path), ...(problem && { problem }) }
      continue
    }
    const early = before?.get(index)
    if (early?.entry) {
      read[index] = knownFile(file.path, early.entry)
      continue
    }
    const onTheWay = early || streamDigest || isParquet(source) ? undefined : createDigest()

    const reading = startReading(store, file.path, source)
    readings.set(index, reading)
    underWay.push(async () => progress.file(file.path))
    for await (const block of whatCanBeRead(source, onTheWay?.add)) {
      const { consumed } = block
      const weight = block.weight ?? block.bytes.buffer.byteLength
      while (underWay.length >= pool.depth || (bytesUnderWay > 0 && bytesUnderWay + weight > MOST_UNDER_WAY))
        await settle()
      bytesUnderWay += weight
      const worked = pool.run(block)
      worked.catch(() => {})
      underWay.push(async () => {
        const result = await worked
        bytesUnderWay -= weight
        reading.consumed = consumed
        take(reading, result.tally, result.unreadable)
        progress.advance(consumed, result.tally.records, result.tally.unreadable)
        const parts = result.parts.map((part) => ({ ...part, file: index }))
        for (const groups of joining.add(parts)) merge(groups)
        await batches.add(result.rows, result.tally.records, result.halves)
      })
    }
    const finish = async (): Promise<void> => {
      const content = early?.digest ?? streamDigest?.() ?? (await wholeDigest(source, onTheWay?.finish()))
      // Of a file that grew while it was read the digest is not of what was read; of one that was cut short another run reads all.
      const noted = !reading.again && content?.bytes === reading.consumed ? content : undefined
      const finished = finishReading(reading, noted)
      read[index] = finished
      if (noted) batches.after(() => note(store, finished, noted))
    }
    underWay.push(async () => {
      if (partsOf(source).length === 0) return finish()
      whenJoined.push(finish)
    })
  }
  while (underWay.length > 0) await settle()
  for (const groups of joining.finish()) {
    merge(groups)
    while (underWay.length >= pool.depth) await settle()
  }
  while (underWay.length > 0) await settle()
  for (const finish of whenJoined) await finish()
  return read
}

function isParquet({ format }: Source): boolean {
  return format.framing === 'parquet'
}

/** Undefined for a file that was not read to the end it had when it was found: it is not noted. */
async function wholeDigest({ file }: Source, read: FileDigest | undefined): Promise<FileDigest | undefined> {
  if (read) return read.bytes === file.bytes ? read : undefined
  return digestFile(file.path).catch(() => undefined)
}

/** A file that is gone, or closed to us, since it was recognised is one loss among the others. */
async function* whatCanBeRead(source: Source, onBytes?: OnBytes): AsyncGenerator<Block, void, undefined> {
  const { file, format } = source
  try {
    yield* source.blocks(onBytes)
  } catch (error) {
    if (!(error instanceof StillwatchError)) throw error
    const unreadable = [{ line: 1, reason: `${error.message} ${error.advice}` }]
    const named = { path: file.path, framing: format.framing, dialect: format.dialect }
    yield { ...named, bytes: new Uint8Array(0), firstLine: 1, unreadable, consumed: 0 }
  }
}

function startReading(store: Store, path: string, source: Source): Reading {
  return {
    path,
    source,
    tally: emptyTally(),
    examples: [],
    rejects: openRejects(store.folder.rejects, path),
    consumed: 0,
    again: false,
  }
}

function take(reading: Reading, tally: Tally, unreadable: readonly Unreadable[]): void {
  addTally(reading.tally, tally)
  reading.rejects.add(unreadable)
  if (unreadable.some(({ again }) => again)) reading.again = true
  reading.examples.push(...unreadable.slice(0, EXAMPLES - reading.examples.length))
}

function finishReading(
  { path, source, tally, examples, rejects }: Reading,
  noted: FileDigest | undefined,
): FileRead {
  const { framing, dialect, compression } = source.format
  const name = [framing, dialect, ...(compression === 'none' ? [] : [compression])].join(' ')
  const { digest } = noted ?? {}
  return { path, format: name, alreadyRead: false, digest, tally, examples, rejects: rejects.path }
}

async function note(store: Store, file: FileRead, content: FileDigest): Promise<void> {
  await recordFile(store, {
    digest: content.digest,
    path: file.path,
    format: file.format,
    bytes: content.bytes,
    records: file.tally.records,
    unreadable: file.tally.unreadable,
    field_counts: file.tally.fields,
    dropped_counts: file.tally.dropped,
  })
}

function emptyFile(path: string): FileRead {
  const nothing = { tally: emptyTally(), examples: [], rejects: undefined }
  return { path, format: '', alreadyRead: false, digest: undefined, ...nothing }
}

/** A file as an earlier run has noted it. */
export function knownFile(path: string, entry: FileEntry): FileRead {
  const { digest, format, records, unreadable, field_counts: fields, dropped_counts: dropped } = entry
  const tally: Tally = { ...emptyTally(), records, unreadable, fields, dropped }
  return { path, format, alreadyRead: true, digest, tally, examples: [], rejects: undefined }
}
