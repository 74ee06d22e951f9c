import { createHmac } from 'node:crypto'
import { StillwatchError } from '../errors/index.ts'
import type { DataFolder } from './folder.ts'
import type { Store } from './store.ts'

/**
 * Hashes of one store are of one key, or nothing that accounts share would be recognised, and nobody would notice. The first
 * to open a store notes its key; whoever comes with another is refused.
 * @throws StillwatchError SW_STORE_FAILED where the store was filled under another key
 */
export async function checkHashKey(store: Store): Promise<void> {
  const own = digestOf(store.folder)
  const noted = await store.query<{ digest: string }>('SELECT DISTINCT digest FROM hash_keys')
  if (noted.length === 0) await store.command(NOTE, { digest: own })
  else if (!noted.some(({ digest }) => digest === own)) throw otherKey(store)
}

const NOTE = 'INSERT INTO hash_keys SELECT {digest:String}, now64(3)'

/** 128 bits: too few to find a key of 256 by, enough to tell any two apart. */
function digestOf({ secret }: DataFolder): string {
  return createHmac('sha256', secret).update('stillwatch hash key 1').digest('hex').slice(0, 32)
}

function otherKey({ kind, folder }: Store): StillwatchError {
  const where = kind === 'server' ? 'This ClickHouse server' : folder.traffic
  return new StillwatchError(
    'SW_STORE_FAILED',
    `${where} holds hashes made under another key than ${folder.root}/secret.key, and nothing would match them`,
    'Copy the secret.key of the data folder that filled it first over this one; or take another database and data folder.',
  )
}
