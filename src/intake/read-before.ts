import { dialectNamed, JOIN_FAMILIES, type Source } from '../readers/index.ts'
import { type FileEntry, fileKnown, fileSizes, type Store } from '../store/index.ts'
import { digestFile, type FileDigest } from './file-digest.ts'
import type { Input } from './inputs.ts'

/** A file whose digest is known before it is read; `entry` if it need not be read again. */
export interface Digested {
  readonly digest: FileDigest
  readonly entry: FileEntry | undefined
}

/**
 * Which inputs an earlier run has read, by their place. Only a file of a size that was read before is digested for
 * it. A file with parts of requests is read again where the new files hold nothing but the other half: the log that
 * was scanned last week, when its CloudTrail comes this week. Its records stay the same, only more complete.
 */
export async function readBefore(
  store: Store,
  inputs: readonly Input[],
  onBytes: (bytes: number) => void,
): Promise<ReadonlyMap<number, Digested>> {
  const sizes = await fileSizes(store)
  const digested = new Map<number, Digested>()
  for (const [index, { file, source }] of inputs.entries()) {
    if (!source || file.bytes === undefined || !sizes.has(file.bytes)) continue
    const digest = await digestFile(file.path, onBytes)
    digested.set(index, { digest, entry: await fileKnown(store, digest.digest) })
  }
  const fresh = new Set(
    inputs.flatMap(({ source }, index) => (digested.get(index)?.entry ? [] : partsOf(source))),
  )
  for (const [index, { digest }] of digested) {
    if (isOtherHalf(partsOf(inputs[index]?.source), fresh)) digested.set(index, { digest, entry: undefined })
  }
  return digested
}

/** The kinds of parts that a file can hold. */
export function partsOf(source: Source | undefined): readonly string[] {
  return source ? (dialectNamed(source.format.dialect).parts ?? []) : []
}

/** Whether new files have parts that wait for these kinds, and none of these kinds themselves. */
function isOtherHalf(kinds: readonly string[], fresh: ReadonlySet<string>): boolean {
  return JOIN_FAMILIES.some(
    (family) =>
      family.kinds.some((kind) => kinds.includes(kind) && !fresh.has(kind)) &&
      family.kinds.some((kind) => fresh.has(kind)),
  )
}
