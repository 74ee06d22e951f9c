import type { CampaignPicture } from '../../record/index.ts'
import { counted, momentOf } from '../format.ts'
import { html, type Markup, multiline } from '../markup.ts'
import { type SlottedText, type Template, templatesOf } from '../template.ts'

/** Texts of a wording that are shown whole. */
const SHOWN = 3

/** The instruction with its slots marked, or the texts as they are where none can be told. Customers' text. */
export function templateSection({ exemplars }: CampaignPicture): Markup {
  const note = html`<p class="quiet">Customer text, included because the maker of this report asked for it. Handle it accordingly.</p>`
  const templates = templatesOf(exemplars)
  if (templates.length === 0) {
    return html`<h3>Exemplars</h3>${note}<p class="quiet">No three of the kept texts follow one instruction. It may vary too much, or stand in system prompts, of which no text is kept.</p>
<div class="exemplars">${exemplars.slice(0, SHOWN + 1).map(({ account_id, time, text }) => exemplar(account_id, time, multiline(text)))}</div>`
  }
  return html`<h3>The instruction, its slots marked</h3>${note}
<p class="quiet">Learned from ${counted(exemplars.length, 'kept text')}, one an account. <mark class="slot">Marked</mark> is what each text fills in; the rest is the same in nearly all that follow the wording.</p>
${templates.map(wording)}`
}

function wording({ texts }: Template, index: number, all: readonly Template[]): Markup {
  const [first] = texts
  return html`<p class="wording"><strong>${all.length > 1 ? `Wording ${index + 1}` : 'One wording'}</strong>, followed by ${counted(texts.length, 'text')}.</p>
<blockquote class="instruction" dir="auto">${first && outline(first)}</blockquote>
<details class="data"><summary>${counted(Math.min(SHOWN, texts.length), 'text')} of it, filled in</summary><div class="exemplars">${texts.slice(0, SHOWN).map((text) => exemplar(text.account_id, text.time, filled(text)))}</div></details>`
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
