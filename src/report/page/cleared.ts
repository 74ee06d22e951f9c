import type { ScanResult } from '../../record/index.ts'
import { clearedWords } from '../cleared.ts'
import { reasonWords } from '../comparison.ts'
import { count } from '../format.ts'
import { html, type Markup } from '../markup.ts'

/** A reader takes in so many; all are in the result. */
const SHOWN = 20

/** Groups that came near and are not accused, and why. They name nobody. */
export function clearedSection({ cleared }: ScanResult): Markup {
  if (!cleared || cleared.groups.length === 0) return html``
  const shown = cleared.groups.slice(0, SHOWN)
  const rest = cleared.groups.length + cleared.omitted - shown.length
  return html`<section id="cleared" aria-labelledby="cleared-heading"><h2 id="cleared-heading">Looked at and cleared</h2>
<p>Chance does not explain what ties these groups, and they ask for enough to be looked at. For the reasons beside them they are not among the findings. That is no proof of innocence: a pool too small or too loosely tied for a verdict would stand here too. Groups overlap, and no account of theirs is named here: <code>stillwatch explain ACCOUNT</code> tells where one stands.</p>
<div class="wide"><table class="plain" aria-label="Groups that were looked at and cleared"><thead><tr><th scope="col" class="number">Accounts</th><th scope="col">Related as</th><th scope="col">What cleared it</th></tr></thead>
<tbody>${shown.map((group) => html`<tr><td class="number">${count(group.accounts.length)}</td><td><bdi>${reasonWords(group.related_by)}</bdi></td><td>${clearedWords(group).join(' ')}</td></tr>`)}</tbody></table></div>
${rest > 0 && html`<p class="quiet">${count(rest)} more came less near.</p>`}</section>`
}
