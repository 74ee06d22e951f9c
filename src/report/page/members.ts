import type { Member } from '../../record/index.ts'
import { ordered } from '../families.ts'
import { count, counted } from '../format.ts'
import { html, jsonBlock, type Markup } from '../markup.ts'
import { visible } from '../visible.ts'

/** Rows written out for readers without scripts. */
const WRITTEN_OUT = 200

/**
 * A table of members. Its rows travel as data, with every distinct reason once, and the page's script draws
 * the page in view: thousands of rows stay fast.
 */
export function memberTable(members: readonly Member[], id: string, caption: string): Markup {
  if (members.length === 0) return html`<p class="quiet">None.</p>`
  return html`<div class="roster" data-roster="${id}">
<div class="controls needs-script"><label>Search <input type="search" data-search autocomplete="off" spellcheck="false" placeholder="account, family or reason"></label><label>Rows <select data-size><option>25</option><option>100</option><option>1000</option><option value="0">all</option></select></label></div>
<p class="status quiet needs-script" role="status" data-count></p>
<table class="plain members needs-script" aria-label="${caption}"><thead><tr>${['Account', 'Families', 'What ties it to the campaign'].map((heading, column) => html`<th scope="col" aria-sort="${column === 0 ? 'ascending' : 'none'}"><button type="button" data-column="${column}">${heading}<span class="arrow" aria-hidden="true"></span></button></th>`)}</tr></thead><tbody data-rows></tbody></table>
<p class="pages needs-script"><button type="button" data-step="-1">Previous</button><button type="button" data-step="1">Next</button></p>
<noscript><table class="plain members" aria-label="${caption}"><thead><tr><th scope="col">Account</th><th scope="col">Families</th><th scope="col">What ties it to the campaign</th></tr></thead><tbody>${members.slice(0, WRITTEN_OUT).map(row)}</tbody></table>${members.length > WRITTEN_OUT && html`<p class="quiet">The first ${count(WRITTEN_OUT)} of ${counted(members.length, 'account')}; accounts.csv and campaigns.json hold all.</p>`}</noscript>
${jsonBlock(id, packed(members))}
</div>`
}

function row({ account_id, families, reasons }: Member): Markup {
  return html`<tr><td><bdi class="id">${account_id}</bdi></td><td>${ordered(families).join(', ')}</td><td><bdi>${reasons.join('; ')}</bdi></td></tr>`
}

/** Rows of [account, family numbers, reason numbers] beside the names they point to. */
function packed(members: readonly Member[]): unknown {
  const families = new Numbering()
  const reasons = new Numbering()
  const rows = members.map((member) => [
    visible(member.account_id),
    ordered(member.families).map((family) => families.of(family)),
    member.reasons.map((reason) => reasons.of(visible(reason))),
  ])
  return { families: families.names, reasons: reasons.names, rows }
}

/** Gives each distinct name the next number. */
class Numbering {
  readonly names: string[] = []
  readonly #numbers = new Map<string, number>()

  of(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.names.length)
    this.names.push(name)
    return this.names.length - 1
  }
}
