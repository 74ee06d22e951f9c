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
}

export interface RunOptions {
  readonly cwd: string
  /** What stands on standard input; nothing, and closed, by default. */
  readonly input?: string | Uint8Array
}

/** Starts the built program as a user would: a process of its own, without a terminal or settings of ours. */
export function start(args: readonly string[], cwd: string): ChildProcess {
  const { PATH, TMPDIR } = process.env
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH, HOME: cwd, NO_COLOR: '1', ...(TMPDIR !== undefined && { TMPDIR }) },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Runs it to its end. */
export async function stillwatch(args: readonly string[], { cwd, input }: RunOptions): Promise<Run> {
  const child = start(args, cwd)
  child.stdin?.on('error', () => {}) // It may end before it has read everything.
  child.stdin?.end(input)
  return ended(child)
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
