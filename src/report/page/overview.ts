import type { Campaign, ScanResult } from '../../record/index.ts'
import { alternativesOf, strongestReasons } from '../digest.ts'
import { count, counted, length, magnitude, span } from '../format.ts'
import { brief, html, type Markup } from '../markup.ts'
import { coordinationWords, intentWords, type Strength } from '../words.ts'
import { familyTag } from './shapes.ts'
import { verdictTag } from './verdict.ts'

/** The first page: what was found, how sure that is, and what it would mean to be wrong. */
export function overview(result: ScanResult): Markup {
  const { campaigns } = result
  if (campaigns.length === 0) return nothingFound(result)
  const stand = campaigns.some(({ verdict }) => verdict !== 'watch') ? 'stand accused' : 'are on watch'
  return html`<section id="found" aria-labelledby="found-heading"><h2 id="found-heading">What was found</h2>
<p class="lead">${foundSentence(campaigns)}</p>
<p>${inBrief(campaigns)} <a href="#wrong">If this is wrong</a>, people who did ordinary work ${stand}. ${reviewState(campaigns)}</p>
<table role="table" class="plain campaigns" aria-label="Campaigns"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Campaign</th><th role="columnheader" scope="col">Verdict</th><th role="columnheader" scope="col" class="number">Core accounts</th><th role="columnheader" scope="col" class="number">Requests</th><th role="columnheader" scope="col">Coordination</th><th role="columnheader" scope="col">Intent</th><th role="columnheader" scope="col">Seen</th></tr></thead>
<tbody role="rowgroup">${campaigns.map(campaignRow)}</tbody></table></section>
${howSure()}
<section id="wrong" aria-labelledby="wrong-heading" class="caution"><h2 id="wrong-heading">If this is wrong</h2>
<p>Then people who did ordinary work ${stand}: colleagues on one contract, a class, researchers who evaluate models, users of one application. They would lose a service they pay for and depend on, and could not easily find out why.</p>
<ul><li><strong>One person must review a campaign before anyone acts on it.</strong> ${reviewState(campaigns)}</li>
<li><strong>Every action should be reversible, expire by itself, and say why.</strong> Those concerned should be told, see this evidence, and be able to contest it.</li>
<li>Core accounts of suspected and confirmed groups are the only ones accused. Linked accounts are shown for the reader; nothing follows for them.</li>
<li>The evidence shows behaviour. It does not show who stands behind an account or for whom the output was meant, and where somebody comes from is never evidence.</li></ul></section>`
}

/** A group on watch accuses nobody, so it is no campaign. */
function foundSentence(campaigns: readonly Campaign[]): string {
  const accused = campaigns.filter(({ verdict }) => verdict !== 'watch')
  const watched = campaigns.length - accused.length
  const groups = (['confirmed', 'suspected'] as const).flatMap((verdict) => {
    const some = accused.filter((campaign) => campaign.verdict === verdict)
    return some.length === 0 ? [] : [`${count(some.length)} ${verdict}`]
  })
  const onWatch = `${counted(watched, 'group')} on watch, of which nobody is accused`
  if (accused.length === 0) return `No campaign; ${onWatch}.`
  const accounts = new Set(accused.flatMap((campaign) => campaign.accounts)).size
  const requests = accused.reduce((sum, campaign) => sum + campaign.requests, 0)
  const found = `${counted(accused.length, 'campaign')} by analysis (${groups.join(', ')}), with ${counted(accounts, 'core account')} and ${counted(requests, 'request')} between them`
  return watched === 0 ? `${found}.` : `${found}; and ${onWatch}.`
}

/** How sure, in one sentence: the weakest word of each axis holds for all. */
function inBrief(campaigns: readonly Campaign[]): string {
  const weakest = (of: (campaign: Campaign) => Strength): string => {
    const places = campaigns.map((campaign) => STRENGTHS.indexOf(of(campaign).word))
    const least = STRENGTHS[Math.min(...places)] ?? 'not measured'
    return new Set(places).size === 1 ? least : `at least ${least}`
  }
  const coordination = weakest(({ coordination_q: q }) => coordinationWords(q))
  const intent = weakest(({ intent_rank: rank }) => intentWords(rank))
  return `The evidence that the accounts act together is ${coordination}, that they copy a model ${intent}.`
}

const STRENGTHS: readonly Strength['word'][] = ['not measured', 'weak', 'moderate', 'strong', 'very strong']

/** With roles written out: rows are cards in a small window, and no table to a reader of the screen otherwise. */
function campaignRow(campaign: Campaign, index: number): Markup {
  const [reason] = strongestReasons(campaign, 1)
  const { rejected, not_excluded, not_testable } = alternativesOf(campaign)
  return html`<tr role="row"><td role="cell" data-label="Campaign"><a class="id" href="#campaign-${index + 1}"><bdi>${campaign.id}</bdi></a>${campaign.kind === 'single_principal' && html`<br><span class="quiet">a single principal</span>`}</td>
<td role="cell" data-label="Verdict">${verdictTag(campaign)}</td><td role="cell" data-label="Core accounts" class="number">${count(campaign.accounts.length)}</td><td role="cell" data-label="Requests" class="number">${count(campaign.requests)}</td>
${strengthCell('Coordination', coordinationWords(campaign.coordination_q))}${strengthCell('Intent', intentWords(campaign.intent_rank))}<td role="cell" data-label="Seen" class="span">${brief(span(campaign.first_seen, campaign.last_seen))}</td></tr>
<tr role="row" class="reason"><td role="cell" colspan="7" aria-colspan="7"><bdi>${campaign.summary}</bdi> ${reason && html`<span class="quiet">Strongest single reason: <bdi>${reason.observation}</bdi></span>`} <span class="quiet">Innocent explanations: ${count(rejected.length)} rejected, <strong>${count(not_excluded.length)} not excluded</strong>, ${count(not_testable.length)} not testable. <span class="families">${campaign.families.map(familyTag)}</span></span></td></tr>`
}

function strengthCell(axis: 'Coordination' | 'Intent', { word, figure }: Strength): Markup {
  return html`<td role="cell" data-label="${axis}" class="strength axis-${axis.toLowerCase()}"><span><strong>${word}</strong> <span class="figure">${figure}</span></span></td>`
}

/** What the words and figures of the table mean; the thresholds are those of `words.ts`. */
function howSure(): Markup {
  return html`<section id="sure" aria-labelledby="sure-heading"><h2 id="sure-heading">How sure</h2>
<p>Two questions are asked separately, and both must be answered yes before a group is more than watched.</p>
<dl class="sureness"><div class="axis-coordination"><dt>Coordination: do the accounts act as one?</dt><dd>q is the share of coincidences to expect among findings at least this strong. Very strong: q up to 10⁻⁶; strong: up to 0.001; moderate: up to 0.05. A small q says that the accounts are not independent. It does not say why.</dd></div>
<div class="axis-intent"><dt>Intent: does what they do look like extraction?</dt><dd>The rank among natural groups of the same traffic: households, offices, classes, users of one application. Very strong: the first 0.1 %; strong: 0.5 %; moderate: 5 %. With few groups to compare with, even the first rank is only strong.</dd></div>
<div><dt>What is not in the figures</dt><dd>Innocent explanations that the data cannot test stand with each campaign. Rates of error were measured on composed traffic, not on yours.</dd></div></dl></section>`
}

function reviewState(campaigns: readonly Campaign[]): string {
  const open = campaigns.filter(({ review }) => review === 'unreviewed').length
  if (open === 0) return 'A person has looked at each of these.'
  return open === campaigns.length
    ? 'Nobody has yet looked at any of these: “confirmed by analysis, not reviewed” means exactly that.'
    : `Nobody has yet looked at ${count(open)} of the ${count(campaigns.length)}.`
}

function nothingFound({ data_quality: quality, window }: ScanResult): Markup {
  const checked = quality.signals_checked
  return html`<section id="found" aria-labelledby="found-heading"><h2 id="found-heading">What was found</h2>
<p class="lead">No campaign was found.</p>
<p>${checked ? `${counted(checked.length, 'signal')} looked at` : 'The scan looked at'} ${magnitude(quality.records)} records of ${counted(quality.accounts, 'account')} over ${length(window.from, window.to)}. No group of accounts stood out both by acting as one and by what it asked for, nor enough on either side to be watched.</p>
<p>This is not proof that there is none. A campaign can be smaller than what the data resolves, can lie outside this window or partly with another provider, or can show only in fields that these logs do not hold. What could not be checked is listed below.</p></section>`
}
