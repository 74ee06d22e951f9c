import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { StillwatchError } from '../errors/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { clickhouseOption } from './options.ts'

/** What commands take that look into a data folder. */
export interface ExistingFlags {
  readonly data: string
  readonly clickhouse?: string
}

export function withExistingOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'data folder', join('stillwatch-out', 'data'))
    .addOption(clickhouseOption())
}

/**
 * Opens a data folder that a scan has made; a mistyped path must not become a new, empty one.
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_STORE_LOCKED, SW_STORE_FAILED
 */
export async function openExisting({ data, clickhouse }: ExistingFlags): Promise<Store> {
  mustExist(data)
  return openStore({ dataDir: data, ...(clickhouse !== undefined && { clickhouseUrl: clickhouse }) })
}

/** @throws StillwatchError SW_FILE_NOT_FOUND where a folder has no key */
export function mustExist(dataDir: string): void {
  if (!existsSync(join(dataDir, 'secret.key'))) {
    throw new StillwatchError(
      'SW_FILE_NOT_FOUND',
      `${dataDir} is no data folder of Stillwatch.`,
      'Name the folder that scan wrote to with --data; it is the folder data in the output folder.',
    )
  }
}
