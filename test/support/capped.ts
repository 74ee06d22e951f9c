import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Keeps only the first `most` requests of each account: as many accounts, and so as many groups to compare with, in
 * a third of the records.
 */
export function capped(from: string, to: string, most: number): void {
  const counts = new Map<string, number>()
  const kept = readFileSync(from, 'utf8')
    .split('\n')
    .filter((line) => {
      const [, account] = /"account_id":"([^"]+)"/.exec(line) ?? []
      if (account === undefined) return false
      const count = (counts.get(account) ?? 0) + 1
      counts.set(account, count)
      return count <= most
    })
  writeFileSync(to, `${kept.join('\n')}\n`)
}
