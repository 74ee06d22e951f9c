import {
  type Block,
  familyNamed,
  type JoinFamilyId,
  mergeParts,
  networkLookup,
  type PlacedPart,
  readBlock,
  type Unreadable,
} from '../readers/index.ts'
import { RowBinaryWriter } from '../store/index.ts'
import { type HalfRow, lacksOf } from './fuller.ts'
import type { FoundPart, MergedWork, PartGroup, Worked, WorkerSetup } from './messages.ts'
import { createRequestRowWriter } from './request-row.ts'
import { standInKey } from './stand-ins.ts'
import { createRecordCounter } from './tally.ts'

/** Bytes of unreadable rows' excerpts that one block hands on. */
const EXCERPT_BYTES = 1 << 20

export interface Work {
  /** Blocks to rows, and to parts of requests. */
  block(block: Block): Promise<Worked>
  /** Groups of parts to rows. */
  merge(groups: readonly PartGroup[]): MergedWork
}

/** What a worker does. */
export function createWork(setup: WorkerSetup): Work {
  const writeRow = createRequestRowWriter(setup.secret, setup.textMode, networkLookup(setup.networks))
  const writer = new RowBinaryWriter(1 << 20)
  const present = new Set(setup.present)
  let halves: HalfRow[] = []
  const mergeOptions = { ...setup.options, present }

  /** Whether a part of this family waits for none other. */
  const standsAlone = (id: JoinFamilyId): boolean => {
    const { kinds, isWhole } = familyNamed(id)
    return isWhole === undefined && kinds.filter((kind) => present.has(kind)).length <= 1
  }

  /** @returns how many records there were */
  const mergeGroup = (group: PartGroup, countsOf: (part: PlacedPart) => Counts): number => {
    const [first] = group
    if (!first) return 0
    let records = 0
    const family = familyNamed(first.family)
    for (const { of, conversion } of mergeParts(group, mergeOptions)) {
      const counts = countsOf(of)
      if ('record' in conversion) {
        records++
        counts.records.add(conversion.record, conversion.dropped, of.line)
        const { record } = conversion
        const key = of.kind === family.standIn ? standInKey(of.key) : of.key
        const start = writer.length
        const hasText = writeRow(writer, record, key)
        const lacks = lacksOf(record, hasText)
        if (lacks > 0) halves.push({ key, time: record.time, lacks, start, end: writer.length })
      } else if ('reason' in conversion) counts.refuse({ line: of.line, reason: conversion.reason })
      else counts.passOver()
    }
    return records
  }

  const take = () => {
    const taken = { rows: writer.take(), halves }
    halves = []
    return taken
  }

  return {
    async block(block) {
      const counts = createCounts()
      const parts: FoundPart[] = []
      await readBlock(block, setup.options, {
        record: (record, key, dropped, line) => {
          counts.records.add(record, dropped, line)
          writeRow(writer, record, key)
        },
        unreadable: (row) => counts.refuse(row),
        part: (part, key, line) => {
          if (standsAlone(part.family)) mergeGroup([{ ...part, key, line, file: 0 }], () => counts)
          else parts.push({ ...part, key, line })
        },
        passedOver: () => counts.passOver(),
        notUtf8: counts.records.notUtf8,
        repeatedColumns: counts.records.repeatedColumns,
      })
      return { ...take(), ...counts.finish(), parts }
    },
    merge(groups) {
      const files = new Map<number, Counts>()
      const countsOf = ({ file }: PlacedPart): Counts => {
        const counts = files.get(file) ?? createCounts()
        files.set(file, counts)
        return counts
      }
      let records = 0
      for (const group of groups) records += mergeGroup(group, countsOf)
      const counted = [...files].map(([file, counts]) => ({ file, ...counts.finish() }))
      return { ...take(), records, files: counted }
    },
  }
}

type Counts = ReturnType<typeof createCounts>

/** Counts what came of rows, and keeps the first unreadable ones. */
function createCounts() {
  const records = createRecordCounter()
  const unreadable: Unreadable[] = []
  let refused = 0
  let passedOver = 0
  let held = 0
  return {
    records,
    refuse(row: Unreadable): void {
      refused += row.rows ?? 1
      held += 100 + row.reason.length + (row.excerpt?.length ?? 0)
      if (held <= EXCERPT_BYTES) unreadable.push(row)
    },
    passOver(): void {
      passedOver++
    },
    finish() {
      const tally = records.finish()
      tally.unreadable = refused
      tally.passedOver = passedOver
      return { tally, unreadable }
    },
  }
}
