import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SizeNews, SizeTask } from './types.ts'

/** Milliseconds between two looks at the child's memory. */
const LOOK_EVERY = 200

/** How much memory a process held when so much was read. */
export interface Look {
  /** Seconds since the child was started. */
  readonly at: number
  readonly step: string
  readonly records: number
  /** Resident bytes. */
  readonly resident: number
  /** Seconds of processor time that all its threads have used. */
  readonly cpu: number
}

export interface Watched {
  readonly answer: unknown
  readonly seconds: number
  /** Seconds at which each step began. */
  readonly steps: readonly { readonly name: string; readonly at: number }[]
  readonly looks: readonly Look[]
  /** The most it ever held, as the kernel counts; 0 where it does not tell. */
  readonly peak: number
}

export interface WatchOptions {
  readonly killAt?: number
  readonly killAfter?: number
  readonly onLook?: (look: Look) => void
}

/**
 * Runs one task in a process of its own and watches its memory. With `killAt` the process is killed (SIGKILL) when it
 * has read so many records, with `killAfter` when so many seconds have gone by, and the answer is undefined. `onLook` hears
 * of every look.
 */
export function watch(
  task: SizeTask,
  { killAt = Number.POSITIVE_INFINITY, killAfter = Number.POSITIVE_INFINITY, onLook }: WatchOptions = {},
): Promise<Watched> {
  const began = performance.now()
  const since = (): number => (performance.now() - began) / 1_000
  const child = fork(join(import.meta.dirname, 'child.js'), { serialization: 'json' })
  const steps: { name: string; at: number }[] = []
  const looks: Look[] = []
  let records = 0
  let peak = 0
  let answer: unknown
  let failure: string | undefined
  const look = (): void => {
    const memory = memoryOf(child.pid)
    peak = Math.max(peak, memory.peak)
    if (since() >= killAfter) child.kill('SIGKILL')
    if (memory.resident === 0) return
    const step = steps.at(-1)?.name ?? ''
    const seen = { at: since(), step, records, resident: memory.resident, cpu: cpuOf(child.pid) }
    looks.push(seen)
    onLook?.(seen)
  }
  const timer = setInterval(look, LOOK_EVERY)
  return new Promise((resolve, reject) => {
    child.on('message', (news: SizeNews) => {
      if ('step' in news) steps.push({ name: news.step, at: since() })
      else if ('records' in news) {
        records = news.records
        if (records >= killAt) child.kill('SIGKILL')
      } else if ('answer' in news) {
        look()
        answer = news.answer
      } else failure = news.error
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearInterval(timer)
      const killed = signal === 'SIGKILL' && (records >= killAt || since() >= killAfter)
      if (failure !== undefined) reject(new Error(failure))
      else if (answer === undefined && !killed)
        reject(new Error(`${task.kind} ended with ${signal ?? `code ${code}`}`))
      else resolve({ answer, seconds: since(), steps, looks, peak })
    })
    child.send(task)
  })
}

/** Of a Linux process; zeros elsewhere. */
function memoryOf(pid: number | undefined): { resident: number; peak: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const bytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1_024
    return { resident: bytes('VmRSS'), peak: bytes('VmHWM') }
  } catch {
    return { resident: 0, peak: 0 }
  }
}

/** Ticks of a hundredth of a second, as Linux has it everywhere. */
const TICK = 0.01

function cpuOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in brackets and may hold anything; user and system time are the 12th and 13th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK
  } catch {
    return 0
  }
}
