import { FAMILIES } from '../../record/index.ts'
import { axisOf, FAMILY_MEANING } from '../families.ts'
import { html, type Markup } from '../markup.ts'
import { ROLE_MEANING } from '../words.ts'
import { familyTag } from './shapes.ts'

/** How to read the report, for whoever meets one for the first time. */
export function guideSection(): Markup {
  return html`<section id="guide" aria-labelledby="guide-heading"><h2 id="guide-heading">How to read this</h2>
<dl class="glossary">
<div><dt>Distillation campaign</dt><dd>Many accounts used as one to collect a model’s answers in order to train another. Training on a model’s answers can be perfectly legitimate; coordination that hides itself is what sets a campaign apart.</dd></div>
<div><dt>Verdict</dt><dd><em>Watch</em>: openly one customer, or no prompt text to judge; worth a look, nobody is accused. <em>Suspected</em>: both axes. <em>Confirmed</em>: coordination beyond coincidence on two families, and intent beyond what innocent related groups show. A verdict is the machine’s; the review beside it is a person’s.</dd></div>
<div><dt>Core</dt><dd>${ROLE_MEANING.core}</dd></div>
<div><dt>Linked</dt><dd>${ROLE_MEANING.linked} Nothing follows for it.</dd></div>
<div><dt>p</dt><dd>How often unrelated accounts of the same kind would show as much. Small means: hardly by accident.</dd></div>
<div><dt>q</dt><dd>The same, for the whole group, corrected for all groups that were looked at: the share of coincidences to expect among findings at least this strong.</dd></div>
<div><dt>Rank</dt><dd>The group’s place when it is compared with natural groups of customers: holders of one card, one office, one public template, one sign-up day.</dd></div>
<div><dt>Outcomes</dt><dd>✕ <em>Rejected</em>: the data speak against this innocent explanation. ○ <em>Not excluded</em>: it may be true. ? <em>Not testable</em>: the data cannot say.</dd></div>
</dl>
<h3>Families of evidence</h3>
<dl class="glossary">${FAMILIES.map((family) => html`<div><dt>${familyTag(family)}</dt><dd>${axisOf(family) === 'intent' ? 'Intent' : 'Coordination'}: ${FAMILY_MEANING[family]}.</dd></div>`)}</dl></section>`
}
