import { type Block, networkLookup, readBlock, type Unreadable } from '../readers/index.ts'
import { RowBinaryWriter } from '../store/index.ts'
import type { Worked, WorkerSetup } from './messages.ts'
import { createRequestRowWriter } from './request-row.ts'
import { createRecordCounter } from './tally.ts'

/** Bytes of unreadable rows' excerpts that one block hands on. */
const EXCERPT_BYTES = 1 << 20

/** What a worker does: blocks to rows. */
export function createWork(setup: WorkerSetup): (block: Block) => Promise<Worked> {
  const writeRow = createRequestRowWriter(setup.secret, setup.textMode, networkLookup(setup.networks))
  const writer = new RowBinaryWriter(1 << 20)
  return async (block) => {
    const counter = createRecordCounter()
    const unreadable: Unreadable[] = []
    let refused = 0
    let held = 0
    await readBlock(
      block,
      setup.options,
      (record, key, dropped) => {
        counter.add(record, dropped)
        writeRow(writer, record, key)
      },
      (row) => {
        refused++
        held += 100 + row.reason.length + (row.excerpt?.length ?? 0)
        if (held <= EXCERPT_BYTES) unreadable.push(row)
      },
    )
    const tally = counter.finish()
    tally.unreadable = refused
    return { rows: writer.take(), tally, unreadable }
  }
}
