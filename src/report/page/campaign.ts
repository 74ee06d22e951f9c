import type { Alternative, Campaign, CampaignPicture, DataQuality } from '../../record/index.ts'
import { alternativesOf, membersOf } from '../digest.ts'
import { count, magnitude, moment, percent, span } from '../format.ts'
import { brief, html, type Markup } from '../markup.ts'
import { incompleteFields } from '../reachability.ts'
import { tactic } from '../tactics.ts'
import { accusedWords, coordinationWords, intentWords, title } from '../words.ts'
import { evidenceSection } from './evidence.ts'
import { graphFigure } from './graph.ts'
import { lookAlikes } from './look-alikes.ts'
import { memberTable } from './members.ts'
import { sceneBlock } from './scene.ts'
import { familyTag } from './shapes.ts'
import { storySection } from './story.ts'
import { templateSection } from './template.ts'
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
${inWords(campaign)}
<dl class="figures">${keyFigures(campaign, linked.length)}</dl>
<h3>The story</h3>${storySection(campaign, picture)}
${picture && picture.timeline.total.length > 0 ? html`<div data-scene="scene-${place}">${sceneBlock(`scene-${place}`, picture)}` : html`<div>`}
<h3>Accounts and what they share</h3>${picture ? graphFigure(campaign, picture, `campaign ${place}`) : html`<p class="quiet">No drawing was made for this campaign.</p>`}
<h3>Over time</h3>${picture ? timelineFigure(campaign, picture, `campaign ${place}`) : html`<p class="quiet">No drawing was made for this campaign.</p>`}
</div>
<h3>Evidence</h3>${evidenceSection(campaign)}
${picture?.comparison && html`<h3>Nearest look-alikes</h3>${lookAlikes(picture.comparison)}`}
${textIncluded && picture && picture.exemplars.length > 0 && templateSection(picture)}
<h3>Core accounts <span class="tally">${count(core.length)}</span></h3><p class="quiet">Each has evidence of its own. ${accusedWords(campaign)}</p>${memberTable(core, `core-${place}`, `Core accounts of campaign ${place}`)}
<h3>Linked accounts <span class="tally">${count(linked.length)}</span></h3><p class="quiet">They share something with core accounts. That is not an accusation.</p>${memberTable(linked, `linked-${place}`, `Linked accounts of campaign ${place}`)}
<h3>What is unknown</h3>${unknown(campaign, quality)}
</section>`
}

function inWords(campaign: Campaign): Markup {
  const coordination = coordinationWords(campaign.coordination_q)
  const intent = intentWords(campaign.intent_rank)
  return html`<p><strong>Coordination: ${coordination.word}.</strong> ${coordination.sentence} <strong>Intent: ${intent.word}.</strong> ${intent.sentence}</p>`
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
      html`<div><dt>${name}</dt><dd>${brief(value)}${note && html`<small>${note}</small>`}</dd></div>`,
  )
}

function unknown(campaign: Campaign, quality: DataQuality): Markup {
  const { not_excluded, not_testable } = alternativesOf(campaign)
  const missing = incompleteFields(quality).slice(0, 8)
  const absent = quality.signals_left_out.map(({ signal }) => title(signal))
  return html`<ul class="unknown">
${not_excluded.map(({ explanation, detail }) => html`<li><strong>Not excluded:</strong> <bdi>${explanation}</bdi> <span class="quiet"><bdi>${detail}</bdi></span></li>`)}
${byDetail(not_testable).map(([detail, explanations]) => html`<li><strong>Not testable:</strong> ${explanations.map((explanation, index) => html`${index > 0 && '; '}<bdi>${explanation}</bdi>`)}. <span class="quiet"><bdi>${detail}</bdi></span></li>`)}
${absent.length > 0 && html`<li><strong>Signals left out:</strong> ${absent.join(', ')}. Reasons stand under <a href="#data">what could not be checked</a>.</li>`}
${missing.length > 0 && html`<li><strong>Fields not always present:</strong> ${missing.map(({ field, share }) => `${field} (${percent(share)})`).join(', ')}.</li>`}
<li><strong>Who:</strong> nothing here shows who operates the accounts, nor for whom. A pool of accounts can be resold and shared.</li>
</ul>
<p class="meta">Families: ${campaign.families.map(familyTag)} ${campaign.tactics.length > 0 && html`<span>Tactics: ${campaign.tactics.map(tactic).join('; ')}</span>`} <span>Revision ${campaign.revision}</span></p>`
}

/** Explanations of which the same is to be said stand together. */
function byDetail(alternatives: readonly Alternative[]): [string, string[]][] {
  const groups = new Map<string, string[]>()
  for (const { explanation, detail } of alternatives)
    groups.set(detail, [...(groups.get(detail) ?? []), explanation])
  return [...groups]
}
