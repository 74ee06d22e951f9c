import type { CampaignPicture } from '../../record/index.ts'
import { count, momentOf } from '../format.ts'
import { html, type Markup, multiline } from '../markup.ts'
import { type SlottedText, templateOf } from '../template.ts'

/** Texts of which each is shown whole. */
const SHOWN = 4

/** The instruction with its slots marked, or the texts as they are where none can be told. Customers' text. */
export function templateSection({ exemplars }: CampaignPicture): Markup {
  const note = html`<p class="quiet">Customer text, included because the maker of this report asked for it. Handle it accordingly.</p>`
  const template = templateOf(exemplars)
  if (!template) {
    return html`<h3>Exemplars</h3>${note}<p class="quiet">No three of the kept texts follow one instruction.</p>
<div class="exemplars">${exemplars.slice(0, SHOWN).map(({ account_id, time, text }) => exemplar(account_id, time, multiline(text)))}</div>`
  }
  const [first, ...others] = template.texts
  return html`<h3>The instruction, its slots marked</h3>${note}
<p class="quiet">Learned from ${count(template.texts.length)} of the ${count(template.of)} kept texts shown to this report. <mark class="slot">Marked</mark> is what each text fills in; the rest is the same in nearly all of them.</p>
<blockquote class="instruction" dir="auto">${first && outline(first)}</blockquote>
<div class="exemplars">${[...(first ? [first] : []), ...others].slice(0, SHOWN).map((text) => exemplar(text.account_id, text.time, filled(text)))}</div>`
}

/** Slots as numbers instead of what fills them. */
function outline({ parts }: SlottedText): Markup {
  let slot = 0
  return html`${parts.map((part) => (part.slot ? html`<mark class="slot">slot ${++slot}</mark>` : multiline(part.text)))}`
}

function filled({ parts }: SlottedText): Markup {
  return html`${parts.map(({ text, slot }) => (slot ? html`<mark class="slot">${multiline(text)}</mark>` : multiline(text)))}`
}

function exemplar(account_id: string, time: number, text: Markup): Markup {
  return html`<figure><figcaption><bdi class="id">${account_id}</bdi>, ${momentOf(time)}</figcaption><blockquote dir="auto">${text}</blockquote></figure>`
}
