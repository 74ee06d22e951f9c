import { randomBytes, randomUUID } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { StillwatchError } from '../errors/index.ts'

const SECRET_BYTES = 32

/** Where things lie in a data folder. */
export interface DataFolder {
  readonly root: string
  /** The embedded engine's own folder. */
  readonly traffic: string
  /** Lines that could not be read, file by file. */
  readonly rejects: string
  /** Where requests wait for their other half, as callers wrote them; it is there when some do. */
  readonly parts: string
  /** Keys the identity and text hashes of this installation; 32 bytes. */
  readonly secret: Uint8Array
}

/**
 * Opens a data folder, and makes it where it does not exist: for its owner's eyes only.
 * @throws StillwatchError SW_STORE_FAILED where it cannot be written, or its key is damaged
 */
export function openFolder(path: string): DataFolder {
  const root = resolve(path)
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 })
    const rejects = join(root, 'rejects')
    mkdirSync(rejects, { recursive: true, mode: 0o700 })
    return {
      root,
      traffic: join(root, 'traffic'),
      rejects,
      parts: join(root, 'parts'),
      secret: readSecret(join(root, 'secret.key')),
    }
  } catch (error) {
    if (error instanceof StillwatchError) throw error
    throw new StillwatchError(
      'SW_STORE_FAILED',
      `The data folder ${root} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      'Choose a folder you can write to.',
      { cause: error },
    )
  }
}

/** Whether a file among the rejects is one of ours, or the draft of one. */
export function isReject(name: string): boolean {
  return /\.ndjson(\.draft)?$/.test(name)
}

function readSecret(path: string): Uint8Array {
  const existing = readIfThere(path) ?? createSecret(path)
  if (existing.length === SECRET_BYTES) return new Uint8Array(existing)
  throw new StillwatchError(
    'SW_STORE_FAILED',
    `${path} holds ${existing.length} bytes instead of ${SECRET_BYTES}`,
    'Restore it from a backup: without this key, new records do not match the stored ones. Where nothing is stored here yet, delete it.',
  )
}

/**
 * Written beside and linked into place, so that nobody ever reads half a key and two makers agree on one. It is on the disk
 * before anything is stored under it.
 */
function createSecret(path: string): Uint8Array {
  const draft = `${path}.${randomUUID()}`
  try {
    writeSecret(draft)
    linkOrWrite(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path)
}

function linkOrWrite(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    // Not every file system has links, and each says so in its own way.
    if (!isCoded(error, 'EEXIST')) writeSecret(path)
  }
}

/** A new key, whole or not at all; where the file is there, somebody else's counts. */
function writeSecret(path: string): void {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if (isCoded(error, 'EEXIST')) return
    throw error
  }
  try {
    writeFileSync(file, randomBytes(SECRET_BYTES))
    fsyncSync(file)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (isCoded(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCoded(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
