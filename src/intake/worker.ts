import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerSetup, WorkReply, WorkRequest } from './messages.ts'
import { createWork } from './work.ts'

/** The thread's main file: takes blocks and groups of parts in turn, and gives back their rows. */
const port = parentPort
if (!port) throw new Error('this file runs as a worker thread')

const setup: WorkerSetup = workerData
const work = createWork(setup)
let turn: Promise<void> = Promise.resolve()

async function answer(request: WorkRequest): Promise<WorkReply> {
  const { id } = request
  try {
    if ('block' in request) return { id, worked: await work.block(request.block) }
    return { id, merged: work.merge(request.groups) }
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) }
  }
}

function buffersOf(reply: WorkReply): ArrayBuffer[] {
  if ('worked' in reply) return [reply.worked.rows.buffer]
  return 'merged' in reply ? [reply.merged.rows.buffer] : []
}

port.on('message', (request: WorkRequest) => {
  turn = turn.then(async () => {
    const reply = await answer(request)
    port.postMessage(reply, buffersOf(reply))
  })
})
