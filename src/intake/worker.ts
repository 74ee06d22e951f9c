import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerSetup, WorkReply, WorkRequest } from './messages.ts'
import { createWork } from './work.ts'

/** The thread's main file: takes blocks in turn, and gives back their rows. */
const port = parentPort
if (!port) throw new Error('this file runs as a worker thread')

const setup: WorkerSetup = workerData
const work = createWork(setup)
let turn: Promise<void> = Promise.resolve()

port.on('message', ({ id, block }: WorkRequest) => {
  turn = turn.then(async () => {
    let reply: WorkReply
    try {
      reply = { id, worked: await work(block) }
    } catch (error) {
      reply = { id, error: error instanceof Error ? error : new Error(String(error)) }
    }
    port.postMessage(reply, 'worked' in reply ? [reply.worked.rows.buffer] : [])
  })
})
