/**
 * Replaces an account's name in a result, a campaign or its picture as JSON: wherever it is a whole string, and within
 * sentences and queries where it stands as a word. A short number is replaced as a whole string and between quotes only,
 * since in sentences it is more likely a figure. Keys, and fields that say one of few words, name nobody: they stay, for
 * an account may be called `content`.
 */
export function forgetIn(json: string, account: string, substitute: string): string {
  const escaped = account.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = /^\d{1,5}$/.test(account)
    ? new RegExp(`(?<=['"\`])${escaped}(?=['"\`])`, 'g')
    : new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped}(?![\\p{L}\\p{N}_-])`, 'gu')
  const rewrite = (text: string) =>
    text === account ? substitute : text.replaceAll(pattern, () => substitute)
  const document: unknown = JSON.parse(json)
  const rewritten = JSON.stringify(walk(document, rewrite))
  return rewritten === JSON.stringify(document) ? json : rewritten
}

/** Fields of `record/result.ts` and `record/picture.ts` whose words are ours. */
const FIXED: ReadonlySet<string> = new Set([
  'format',
  'kind',
  'verdict',
  'review',
  'role',
  'family',
  'families',
  'proposed_by',
  'axis',
  'outcome',
  'signal',
  'tactics',
  'references',
  'detected_basis',
  'reason',
  'related_by',
])

function walk(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value)
  if (Array.isArray(value)) return value.map((item) => walk(item, rewrite))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, FIXED.has(key) ? item : walk(item, rewrite)]),
  )
}
