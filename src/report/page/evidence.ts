import type { Alternative, Campaign, Evidence } from '../../record/index.ts'
import { withoutCommon } from '../digest.ts'
import { type Axis, ordered } from '../families.ts'
import { html, type Markup, multiline } from '../markup.ts'
import { tactic } from '../tactics.ts'
import { evidenceWords, OUTCOME_SIGNS, OUTCOME_WORDS, title } from '../words.ts'
import { familyTag } from './shapes.ts'

const AXES: Readonly<Record<Axis, { readonly heading: string; readonly question: string }>> = {
  coordination: { heading: 'Coordination', question: 'Do these accounts act as one?' },
  intent: { heading: 'Extraction intent', question: 'Does what they do look like copying a model?' },
}

/** All evidence of a campaign, by axis. An axis without evidence says so. */
export function evidenceSection(campaign: Campaign): Markup {
  return html`${(['coordination', 'intent'] as const).map((axis) => {
    const { common, items } = withoutCommon(campaign.evidence.filter((item) => item.axis === axis))
    return html`<section class="axis axis-${axis}"><h4>${AXES[axis].heading} <span>${AXES[axis].question}</span></h4>
${common.length > 0 && html`<div class="common">${alternatives(common, 'Innocent explanations of all of it', 5)}</div>`}
${items.length === 0 ? html`<p class="quiet">No evidence on this axis.</p>` : items.map((item) => evidenceItem(item, common.length))}</section>`
  })}`
}

function evidenceItem(item: Evidence, common: number): Markup {
  const [figure, meaning] = evidenceWords(item.axis, item.p_value)
  return html`<article class="evidence${item.weighed ? '' : ' unweighed'}">
<header>${familyTag(item.family)}<h5>${title(item.signal)}</h5>${!item.weighed && html`<span class="note">shown, not weighed in the verdict</span>`}</header>
<p class="observation"><bdi>${item.observation}</bdi></p>
<p class="figure"><strong>${figure}</strong> <span>${meaning}</span></p>
${item.alternatives.length > 0 ? alternatives(item.alternatives, `Innocent explanations of this${common > 0 ? ', beside those above' : ''}`, 6) : common === 0 && html`<p class="quiet">No innocent explanation was tested for this item.</p>`}
<p class="meta">${item.tactics.length > 0 && html`<span>Tactic: ${item.tactics.map(tactic).join('; ')}</span>`} ${item.proposed_by.length > 0 && html`<span>Group proposed by: ${ordered(item.proposed_by).join(', ')}</span>`}</p>
${item.references.length > 0 && html`<p class="meta references">References: ${item.references.map((reference, index) => html`${index > 0 && '; '}${cite(reference)}`)}</p>`}
${item.query !== '' && html`<details class="query"><summary>Query that reproduces the figure</summary><pre tabindex="0"><code>${multiline(item.query.trim())}</code></pre></details>`}
</article>`
}

function alternatives(items: readonly Alternative[], heading: string, level: 5 | 6): Markup {
  const head = level === 5 ? html`<h5>${heading}</h5>` : html`<h6>${heading}</h6>`
  return html`<div class="alternatives">${head}<dl>${items.map(
    ({ explanation, outcome, detail }) =>
      html`<div class="${outcome}"><dt><span class="outcome"><span class="sign" aria-hidden="true">${OUTCOME_SIGNS[outcome]}</span>${OUTCOME_WORDS[outcome]}</span><bdi>${explanation}</bdi></dt><dd><bdi>${detail}</bdi></dd></div>`,
  )}</dl></div>`
}

/** Only an entire https address becomes a link; everything else stays text. */
function cite(reference: string): Markup {
  if (!/^https:\/\/[\w.-]+(?:\/[\w./%#?=&~+:@,;()-]*)?$/.test(reference)) return html`<bdi>${reference}</bdi>`
  return html`<a href="${reference}" rel="noreferrer noopener">${reference}</a>`
}
