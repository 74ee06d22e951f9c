import type { Campaign, CampaignPicture, DataQuality } from '../../record/index.ts'
import { alternativesOf, membersOf } from '../digest.ts'
import { count, counted, magnitude, moment, momentOf, percent, span } from '../format.ts'
import { html, type Markup, multiline } from '../markup.ts'
import { incompleteFields } from '../reachability.ts'
import { tactic } from '../tactics.ts'
import { coordinationWords, intentWords, title } from '../words.ts'
import { evidenceSection } from './evidence.ts'
import { graphFigure } from './graph.ts'
import { memberTable } from './members.ts'
import { sceneBlock } from './scene.ts'
import { familyTag } from './shapes.ts'
import { timelineFigure } from './timeline.ts'
import { verdictTag } from './verdict.ts'

const BASIS = {
  batch: 'by a scan of finished logs',
  replay: 'in a replay of the logs, using only what was known by then',
  live: 'while it was going on',
} as const

interface Surroundings {
  /** Place in the report, from 1. */
  readonly place: number
  readonly picture: CampaignPicture | undefined
  readonly quality: DataQuality
  readonly textIncluded: boolean
}

/** All there is to say of one campaign. */
export function campaignSection(campaign: Campaign, around: Surroundings): Markup {
  const { place, picture, quality, textIncluded } = around
  const { core, linked } = membersOf(campaign)
  const anchor = `campaign-${place}`
  return html`<section class="campaign" id="${anchor}" aria-labelledby="${anchor}-heading">
<header><p class="eyebrow">Campaign ${place}${campaign.kind === 'single_principal' && ' · a single principal'}</p><h2 id="${anchor}-heading"><bdi class="id">${campaign.id}</bdi></h2>${verdictTag(campaign)}</header>
<p class="lead"><bdi>${campaign.summary}</bdi></p>
${inWords(campaign, linked.length)}
<dl class="figures">${keyFigures(campaign, linked.length)}</dl>
<h3>Evidence</h3>${evidenceSection(campaign)}
${picture && picture.timeline.total.length > 0 ? html`<div data-scene="scene-${place}">${sceneBlock(`scene-${place}`, picture)}` : html`<div>`}
<h3>Accounts and what they share</h3>${picture ? graphFigure(campaign, picture, `campaign ${place}`) : html`<p class="quiet">No drawing was made for this campaign.</p>`}
<h3>Over time</h3>${picture ? timelineFigure(campaign, picture, `campaign ${place}`) : html`<p class="quiet">No drawing was made for this campaign.</p>`}
</div>
<h3>Core accounts <span class="tally">${count(core.length)}</span></h3><p class="quiet">The only ones accused: each has evidence of its own.</p>${memberTable(core, `core-${place}`, `Core accounts of campaign ${place}`)}
<h3>Linked accounts <span class="tally">${count(linked.length)}</span></h3><p class="quiet">They share something with core accounts. That is not an accusation.</p>${memberTable(linked, `linked-${place}`, `Linked accounts of campaign ${place}`)}
${textIncluded && picture && picture.exemplars.length > 0 && exemplars(picture)}
<h3>What is unknown</h3>${unknown(campaign, quality)}
</section>`
}

function inWords(campaign: Campaign, linked: number): Markup {
  const coordination = coordinationWords(campaign.coordination_q)
  const intent = intentWords(campaign.intent_rank)
  return html`<p>Between ${moment(campaign.first_seen)} and ${moment(campaign.last_seen)}, ${counted(campaign.accounts.length, 'core account')} made ${counted(campaign.requests, 'request')} (${magnitude(campaign.tokens)} tokens)${linked > 0 && `; ${counted(linked, 'further account')} ${linked === 1 ? 'is' : 'are'} linked`}. <strong>Coordination: ${coordination.word}.</strong> ${coordination.sentence} <strong>Intent: ${intent.word}.</strong> ${intent.sentence}</p>`
}

function keyFigures(campaign: Campaign, linked: number): Markup[] {
  const [onDay, atTime] = moment(campaign.detected_at).split(', ')
  const figures: [string, string, string?][] = [
    [
      'Core accounts',
      count(campaign.accounts.length),
      linked > 0 ? `and ${count(linked)} linked` : undefined,
    ],
    ['Requests', count(campaign.requests), `${magnitude(campaign.tokens)} tokens`],
    [
      'Coordination',
      coordinationWords(campaign.coordination_q).figure,
      coordinationWords(campaign.coordination_q).word,
    ],
    ['Intent', intentWords(campaign.intent_rank).figure, intentWords(campaign.intent_rank).word],
    ['Seen', span(campaign.first_seen, campaign.last_seen)],
    [
      'Detected',
      onDay ?? campaign.detected_at,
      `${[atTime, BASIS[campaign.detected_basis]].filter(Boolean).join(', ')}`,
    ],
  ]
  return figures.map(
    ([name, value, note]) =>
      html`<div><dt>${name}</dt><dd>${value}${note && html`<small>${note}</small>`}</dd></div>`,
  )
}

function unknown(campaign: Campaign, quality: DataQuality): Markup {
  const { not_excluded, not_testable } = alternativesOf(campaign)
  const missing = incompleteFields(quality).slice(0, 8)
  const absent = quality.signals_left_out.map(({ signal }) => title(signal))
  return html`<ul class="unknown">
${not_excluded.map(({ explanation, detail }) => html`<li><strong>Not excluded:</strong> <bdi>${explanation}</bdi> <span class="quiet"><bdi>${detail}</bdi></span></li>`)}
${not_testable.map(({ explanation, detail }) => html`<li><strong>Not testable:</strong> <bdi>${explanation}</bdi> <span class="quiet"><bdi>${detail}</bdi></span></li>`)}
${absent.length > 0 && html`<li><strong>Signals left out:</strong> ${absent.join(', ')}. Reasons stand under <a href="#data">what could not be checked</a>.</li>`}
${missing.length > 0 && html`<li><strong>Fields not always present:</strong> ${missing.map(({ field, share }) => `${field} (${percent(share)})`).join(', ')}.</li>`}
<li><strong>Who:</strong> nothing here shows who operates the accounts, nor for whom. A pool of accounts can be resold and shared.</li>
</ul>
<p class="meta">Families: ${campaign.families.map(familyTag)} ${campaign.tactics.length > 0 && html`<span>Tactics: ${campaign.tactics.map(tactic).join('; ')}</span>`} <span>Revision ${campaign.revision}</span></p>`
}

function exemplars({ exemplars: texts }: CampaignPicture): Markup {
  return html`<h3>Exemplars</h3><p class="quiet">Customer text, included because the maker of this report asked for it. Handle it accordingly.</p>
<div class="exemplars">${texts.map(({ account_id, time, text }) => html`<figure><figcaption><bdi class="id">${account_id}</bdi>, ${momentOf(time)}</figcaption><blockquote dir="auto">${multiline(text)}</blockquote></figure>`)}</div>`
}
