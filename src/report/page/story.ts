import type { Campaign, CampaignPicture } from '../../record/index.ts'
import { html, type Markup } from '../markup.ts'
import { storyOf } from '../story.ts'

/** The campaign in words, a question each. */
export function storySection(campaign: Campaign, picture: CampaignPicture | undefined): Markup {
  return html`<dl class="story">${storyOf(campaign, picture).map(
    ({ heading, sentences }) =>
      html`<div><dt>${heading}</dt><dd>${sentences.map((sentence) => html`<bdi>${sentence}</bdi> `)}</dd></div>`,
  )}</dl>`
}
