import type { Member } from '../../record/index.ts'
import { ordered } from '../families.ts'
import { count, counted } from '../format.ts'
import { html, jsonBlock, type Markup } from '../markup.ts'
import { visible } from '../visible.ts'

/** Accounts written out for paper and for readers without scripts. */
const WRITTEN_OUT = 1000

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
${writtenOut(members)}
${jsonBlock(id, packed(members))}
</div>`
}

/** Combinations of reasons that stand by themselves on paper. */
const MOST_REASONS = 24

/** Accounts by what ties them, so that a reason stands once: hundreds fit a page. */
function writtenOut(members: readonly Member[]): Markup {
  const groups = new Map<string, Member[]>()
  for (const member of members.slice(0, WRITTEN_OUT)) {
    const reason = member.reasons.join('; ') || 'No reason was recorded'
    groups.set(reason, [...(groups.get(reason) ?? []), member])
  }
  const bySize = [...groups].sort((one, other) => other[1].length - one[1].length)
  const rest = bySize.slice(MOST_REASONS).flatMap(([, group]) => group)
  return html`<div class="paper written">${bySize.slice(0, MOST_REASONS).map(([reason, group]) => written(reason, group))}${rest.length > 0 && written('By other reasons or combinations of them, which accounts.csv tells of each', rest)}${members.length > WRITTEN_OUT && html`<p class="quiet">The first ${count(WRITTEN_OUT)} of ${counted(members.length, 'account')}; accounts.csv and campaigns.json hold all.</p>`}</div>`
}

function written(reason: string, group: readonly Member[]): Markup {
  return html`<p class="why"><bdi>${reason}</bdi> <span class="tally">${counted(group.length, 'account')}</span></p><p class="ids">${group.map(({ account_id }) => html`<bdi class="id">${account_id}</bdi> `)}</p>`
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
