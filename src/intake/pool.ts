import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { StillwatchError } from '../errors/index.ts'
import { type Block, transferOf } from '../readers/index.ts'
import type { MergedWork, PartGroup, Worked, WorkerSetup, WorkReply, WorkRequest } from './messages.ts'

const MOST_WORKERS = 8

/** Threads run compiled files only: from the sources (in tests) they come from the last build. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/intake/worker.js' : './worker.js',
  import.meta.url,
)

/** Threads that turn blocks into rows. They have a life: end it with `close`. */
export interface Pool {
  /** Blocks to keep under way so that no thread waits. */
  readonly depth: number
  /** The block's buffers change hands. */
  run(block: Block): Promise<Worked>
  merge(groups: readonly PartGroup[]): Promise<MergedWork>
  close(): Promise<void>
}

export function defaultThreads(): number {
  return Math.min(MOST_WORKERS, availableParallelism())
}

type Answer = Exclude<WorkReply, { readonly error: Error }>

export function openPool(threads: number, setup: WorkerSetup): Pool {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let dead: Error | undefined
  let next = 0

  const fail = (cause: Error): void => {
    dead ??= new StillwatchError(
      'SW_INTERNAL',
      `A reading thread failed: ${cause.message}`,
      'Run the command again; if it fails again, please report it with this message.',
      { cause },
    )
    for (const { reject } of waiting.values()) reject(dead)
    waiting.clear()
  }

  const workers = Array.from({ length: threads }, () => {
    const state = { worker: new Worker(WORKER, { workerData: setup }), load: 0 }
    state.worker.on('message', (reply: WorkReply) => {
      state.load--
      const waiter = waiting.get(reply.id)
      waiting.delete(reply.id)
      if ('error' in reply) {
        fail(reply.error)
        waiter?.reject(dead ?? reply.error)
      } else waiter?.resolve(reply)
    })
    state.worker.on('error', fail)
    return state
  })

  const ask = (request: WorkRequest, transfer: ArrayBuffer[]): Promise<Answer> => {
    if (dead) return Promise.reject(dead)
    const idlest = workers.reduce((least, state) => (state.load < least.load ? state : least))
    idlest.load++
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject })
      idlest.worker.postMessage(request, transfer)
    })
  }

  return {
    depth: 2 * threads,
    async run(block) {
      const answer = await ask({ id: next++, block }, transferOf(block))
      if ('worked' in answer) return answer.worked
      throw new Error('a block was answered as groups of parts')
    },
    async merge(groups) {
      const answer = await ask({ id: next++, groups }, [])
      if ('merged' in answer) return answer.merged
      throw new Error('groups of parts were answered as a block')
    },
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()))
    },
  }
}
