import type { Campaign } from '../../record/index.ts'
import { html, type Markup } from '../markup.ts'
import { verdictSign, verdictWords } from '../words.ts'

/** The verdict with its sign and the words that say whether a person has looked. */
export function verdictTag(campaign: Pick<Campaign, 'verdict' | 'review'>): Markup {
  const words = verdictWords(campaign)
  const cut = words.indexOf(' ', words.startsWith('on watch') ? 3 : 0)
  const state = campaign.review === 'cleared' ? 'cleared' : campaign.verdict
  return html`<span class="verdict v-${state}"><span class="sign" aria-hidden="true">${verdictSign(campaign)}</span><strong>${words.slice(0, cut)}</strong>${words.slice(cut)}</span>`
}
