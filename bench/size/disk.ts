import { readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'

export function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** @throws RangeError where a folder's disk has less left than a run wants */
export function checkDisk(folder: string, wanted: number): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < wanted)
    throw new RangeError(
      `${folder} has ${(bavail * bsize) / 1e9} GB free; this run wants ${wanted / 1e9}. Choose another --folder.`,
    )
}
