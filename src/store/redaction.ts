import { stringLiteral } from './parameters.ts'

/**
 * Replaces an account's name in a result, a campaign or its picture as JSON: where a field holds ids, as a whole, for
 * others' names may hold it as a word (`alice` and `alice@corp.example`); in queries as a whole literal; in sentences
 * where it stands as a word. A short number is replaced in sentences between quotes only, since it is more likely a
 * figure. Keys, and fields that say one of few words, name nobody: they stay, for an account may be called `content`.
 */
export function forgetIn(json: string, account: string, substitute: string): string {
  const escaped = account.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = /^\d{1,5}$/.test(account)
    ? new RegExp(`(?<=['"\`])${escaped}(?=['"\`])`, 'g')
    : new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped}(?![\\p{L}\\p{N}_-])`, 'gu')
  const inId = (text: string) => (text === account ? substitute : text)
  const inQuery = (text: string) =>
    text.replaceAll(LITERAL, (literal) =>
      literal === stringLiteral(account) ? stringLiteral(substitute) : literal,
    )
  const inSentence = (text: string) =>
    text === account ? substitute : text.replaceAll(pattern, () => substitute)

  const walk = (value: unknown, rewrite: (text: string) => string): unknown => {
    if (typeof value === 'string') return rewrite(value)
    if (Array.isArray(value)) return value.map((item) => walk(item, rewrite))
    if (typeof value !== 'object' || value === null) return value
    // Nodes of the graph and campaigns have an id, and a node alone has a label.
    const fixed = 'label' in value ? FIXED : FIXED_OF_CAMPAIGN
    const within = (key: string) => (IDS.has(key) ? inId : key === 'query' ? inQuery : inSentence)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fixed.has(key) ? item : walk(item, within(key))]),
    )
  }
  const document: unknown = JSON.parse(json)
  const rewritten = JSON.stringify(walk(document, inSentence))
  return rewritten === JSON.stringify(document) ? json : rewritten
}

/** A literal of SQL. */
const LITERAL = /'(?:[^'\\]|\\.)*'/gs

/** Fields of `record/result.ts` and `record/picture.ts` that hold ids, of accounts and of others. */
const IDS: ReadonlySet<string> = new Set(['accounts', 'account_id', 'id', 'label', 'source', 'target'])

/** Fields of `record/result.ts` and `record/picture.ts` whose words are ours. */
const FIXED: ReadonlySet<string> = new Set([
  'format',
  'campaign_id',
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
const FIXED_OF_CAMPAIGN: ReadonlySet<string> = new Set([...FIXED, 'id'])
