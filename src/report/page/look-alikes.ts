import type { Comparison, GroupFigures } from '../../record/index.ts'
import { declaredWords, keyWords, reasonWords, toldApart } from '../comparison.ts'
import { count, counted, percent } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { asksFor } from '../story.ts'

/** Related groups that were not found beside the campaign, figure by figure, and what tells each apart. They name nobody. */
export function lookAlikes({ cue, campaign, look_alikes: others }: Comparison): Markup {
  const groups: GroupFigures[] = [campaign, ...others]
  const rows: [string, (group: GroupFigures) => string][] = [
    ['Accounts', ({ accounts }) => count(accounts)],
    ['Requests', ({ requests }) => count(requests)],
    [`Asks for ${asksFor(cue) ?? 'what the campaign asks for'}`, ({ elicited }) => percent(elicited)],
    ['Different bodies around an instruction of its own', ({ bodies }) => count(bodies)],
    ['What they write that is common', ({ likeness }) => percent(likeness)],
    ...Object.keys(campaign.shared)
      .filter((id) => groups.some(({ shared }) => (shared[id] ?? 0) > 0))
      .map((id): [string, (group: GroupFigures) => string] => [
        `Share ${keyWords(id)}`,
        ({ shared }) => percent(shared[id] ?? 0),
      ]),
    ['Declares itself to be one customer', ({ declared }) => declaredWords(declared)],
  ]
  return html`<p class="quiet">Related groups of the same traffic, not among the findings, that ask for most of the same. As far as is known they are customers about their own business, so no account of theirs is named.</p>
<ol class="apart">${others.map((other) => html`<li><strong>${counted(other.accounts, 'account')}, ${reasonWords(other.reason)}.</strong> ${toldApart(campaign, other).join(' ')}</li>`)}</ol>
<details class="data"><summary>The figures side by side</summary><div class="wide"><table class="plain comparison" aria-label="The campaign beside its nearest look-alikes, cue ${cue}"><thead><tr><th scope="col">Figure</th><th scope="col" class="number">This campaign</th>${others.map(({ reason }, index) => html`<th scope="col" class="number">${index + 1}: ${reasonWords(reason)}</th>`)}</tr></thead>
<tbody>${rows.map(([name, of]) => html`<tr><th scope="row">${name}</th>${groups.map((group) => html`<td class="number">${of(group)}</td>`)}</tr>`)}</tbody></table></div></details>`
}
