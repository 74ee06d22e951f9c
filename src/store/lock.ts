import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StillwatchError } from '../errors/index.ts'

/**
 * The engine locks its folder with flock on the file `status`, which also names its process. The kernel drops
 * such a lock when the process ends, however it ends, so it cannot go stale and we keep none of our own.
 */
const STATUS = 'status'

/**
 * The process that holds an engine's folder, as far as Linux tells (/proc/locks). Undefined where nobody does, or
 * where it cannot be known: then opening tells, if less nicely, as the engine writes to stderr itself.
 */
export function holderOf(traffic: string): number | undefined {
  try {
    const { dev, ino } = statSync(join(traffic, STATUS))
    const file = `${deviceText(dev)}:${ino}`
    for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
      const fields = line.trim().split(/\s+/)
      if (fields[1] === 'FLOCK' && fields[5] === file) {
        const pid = Number(fields[4])
        if (pid !== process.pid) return pid
      }
    }
  } catch {
    return undefined
  }
  return undefined
}

/** As /proc/locks writes a device: major and minor number, hexadecimal (glibc's coding of dev_t). */
function deviceText(device: number): string {
  const number = BigInt(device)
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & 0xfffff000n)
  const minor = (number & 0xffn) | ((number >> 12n) & 0xffffff00n)
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':')
}

export function lockedError(traffic: string, pid = statusPid(traffic), cause?: unknown): StillwatchError {
  const holder = pid === undefined || pid <= 0 ? 'another process' : `process ${pid}`
  return new StillwatchError(
    'SW_STORE_LOCKED',
    `The data folder is in use by ${holder} (${traffic})`,
    pid === undefined || pid <= 0
      ? 'Wait until it is done, or choose another data folder.'
      : `Wait until it is done, stop it (kill ${pid}), or choose another data folder.`,
    { cause },
  )
}

/** The process that opened the folder last, from the engine's status file. */
export function statusPid(traffic: string): number | undefined {
  try {
    const match = /^PID: (\d+)/m.exec(readFileSync(join(traffic, STATUS), 'utf8'))
    return match ? Number(match[1]) : undefined
  } catch {
    return undefined
  }
}

/** Whether a process of this id lives now. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
