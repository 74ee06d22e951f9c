import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ScanResult } from '../../src/record/index.ts'

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js')

export interface Run {
  /** Null where a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The most memory it held at a time, in MiB, where Linux tells. */
  readonly peakMiB?: number
}

export interface RunOptions {
  readonly cwd: string
  /** A shell's words before the program's, for example a limit to run it under. */
  readonly under?: string
  /** Whether to look how much memory it holds. */
  readonly watchMemory?: boolean
  /** The user to run it as. */
  readonly uid?: number
  /** What stands on standard input; nothing, and closed, by default. */
  readonly input?: string | Uint8Array
}

/** Starts the built program as a user would: a process of its own, without a terminal or settings of ours. */
export function start(
  args: readonly string[],
  cwd: string,
  { under, uid }: Pick<RunOptions, 'under' | 'uid'> = {},
): ChildProcess {
  const { PATH, TMPDIR } = process.env
  const words = [process.execPath, MAIN, ...args]
  const [program = '', ...rest] =
    under === undefined ? words : ['sh', '-c', `${under}; exec "$@"`, 'sh', ...words]
  return spawn(program, rest, {
    cwd,
    env: { PATH, HOME: cwd, NO_COLOR: '1', ...(TMPDIR !== undefined && { TMPDIR }) },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid }),
  })
}

/** Runs it to its end. */
export async function stillwatch(args: readonly string[], options: RunOptions): Promise<Run> {
  const { cwd, input } = options
  const child = start(args, cwd, options)
  child.stdin?.on('error', () => {}) // It may end before it has read everything.
  child.stdin?.end(input)
  if (!options.watchMemory) return ended(child)
  let peakMiB: number | undefined
  const watch = setInterval(() => {
    peakMiB = peakOf(child.pid) ?? peakMiB
  }, 50)
  try {
    return { ...(await ended(child)), ...(peakMiB !== undefined && { peakMiB }) }
  } finally {
    clearInterval(watch)
  }
}

/** Resolves once the program has said something on standard error, a step of its work for example. */
export function said(child: ChildProcess, words: RegExp): Promise<void> {
  return new Promise((heard, failed) => {
    let text = ''
    child.stderr?.setEncoding('utf8').on('data', (more) => {
      text += more
      if (words.test(text)) heard()
    })
    child.on('close', () => failed(new Error(`it ended and said: ${text}`)))
  })
}

export function ended(child: ChildProcess): Promise<Run> {
  return new Promise((done, failed) => {
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.on('error', failed)
    child.on('close', (code) => done({ code, stdout, stderr }))
  })
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kib] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kib === undefined ? undefined : Number(kib) / 1024
  } catch {
    return undefined
  }
}

export function scratchFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'stillwatch-e2e-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** `campaigns.json` of an output folder, checked against its schema. */
export function resultIn(folder: string): ScanResult {
  return ScanResult.strict().parse(JSON.parse(readFileSync(join(folder, 'campaigns.json'), 'utf8')))
}

/** A result without what must differ between two runs over the same records: when they ran. */
export function timeless(result: ScanResult): unknown {
  const { generated_at: _, campaigns, ...rest } = result
  return { ...rest, campaigns: campaigns.map(({ detected_at: __, ...campaign }) => campaign) }
}
