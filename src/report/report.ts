import type { CampaignPicture, ScanResult } from '../record/index.ts'
import { type Asset, readScript, readStyle, toAsset } from './assets.ts'
import { count, length, magnitude, moment, span } from './format.ts'
import { MARKINGS, type Marking } from './marking.ts'
import { asset, html, type Markup } from './markup.ts'
import { campaignSection } from './page/campaign.ts'
import { clearedSection } from './page/cleared.ts'
import { dataQualitySection } from './page/data-quality.ts'
import { guideSection } from './page/guide.ts'
import { overview } from './page/overview.ts'
import { verdictSign } from './words.ts'

export interface ReportOptions {
  /** Whether exemplars, customers' texts, may stand in the report. Without it none does. */
  readonly textIncluded: boolean
  /** Default `TLP:AMBER+STRICT`. */
  readonly marking?: Marking
}

/**
 * One HTML file that holds the whole report: it needs no server, asks for nothing from outside, and allows
 * itself only its own style and script. The same input gives the same bytes.
 */
export function renderReport(
  result: ScanResult,
  pictures: readonly CampaignPicture[],
  { textIncluded, marking = 'TLP:AMBER+STRICT' }: ReportOptions,
): string {
  const style = toAsset(readStyle() + pageMargins(marking, result))
  const script = toAsset(readScript())
  const byCampaign = new Map(pictures.map((picture) => [picture.campaign_id, picture]))
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Stillwatch report, ${span(result.window.from, result.window.to)}, ${marking}</title>
<style>${asset(style.text)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="banner">${label(marking)}</header>
<div class="layout">
${contents(result)}
<main id="main">
${masthead(result)}
${overview(result)}
${result.campaigns.map((campaign, index) =>
  campaignSection(campaign, {
    place: index + 1,
    picture: byCampaign.get(campaign.id),
    quality: result.data_quality,
    textIncluded,
  }),
)}
${clearedSection(result)}
${dataQualitySection(result.data_quality)}
${guideSection()}
</main>
</div>
<footer><p>Made by Stillwatch ${result.stillwatch_version} on ${moment(result.generated_at)}. ${textIncluded ? 'May contain texts of customers.' : 'Contains no text of customers.'}</p><div class="banner">${label(marking)}</div></footer>
<script>${asset(script.text)}</script>
</body>
</html>
`
  return page.text
}

function policy(style: Asset, script: Asset): string {
  return [
    "default-src 'none'",
    `style-src ${style.hash}`,
    `script-src ${script.hash}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** TLP 2.0 wants the label at the head and foot of every page; only the page's margin boxes can do that. */
function pageMargins(marking: Marking, { generated_at }: ScanResult): string {
  const made = generated_at.replace(/[^0-9TZ:.+-]/g, '')
  const label = `content: "${marking}"; font: 700 12pt sans-serif; text-align: right;`
  return `
@page {
  @top-right { ${label} }
  @top-left { content: "Stillwatch report, ${made}"; font: 8pt sans-serif; }
  @bottom-right { ${label} }
  @bottom-left { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; }
}
`
}

function label(marking: Marking): Markup {
  const name = marking.slice('TLP:'.length).toLowerCase().replace('+', '-')
  return html`<span>${MARKINGS[marking]}</span><strong class="tlp tlp-${name}">${marking}</strong>`
}

function contents({ campaigns, cleared }: ScanResult): Markup {
  return html`<nav class="contents" aria-label="Contents"><ul>
<li><a href="#found">What was found</a></li>
${campaigns.length > 0 && html`<li><a href="#sure">How sure</a></li><li><a href="#wrong">If this is wrong</a></li>`}
${campaigns.map(({ id, verdict, review, accounts }, index) => html`<li class="to-campaign"><a href="#campaign-${index + 1}"><span class="sign" aria-hidden="true">${verdictSign({ verdict, review })}</span><bdi class="id">${id}</bdi> <span class="tally">${count(accounts.length)}</span></a></li>`)}
${cleared && cleared.groups.length > 0 && html`<li><a href="#cleared">Looked at and cleared</a></li>`}
<li><a href="#data">What could not be checked</a></li>
<li><a href="#guide">How to read this</a></li>
</ul></nav>`
}

function masthead({ window, data_quality: quality, generated_at }: ScanResult): Markup {
  return html`<header class="masthead"><p class="eyebrow">Stillwatch report</p>
<h1>Distillation campaigns in API traffic</h1>
<p class="window">${span(window.from, window.to)} <span class="quiet">(${length(window.from, window.to)}, UTC)</span></p>
<p class="totals">${magnitude(quality.records)} records <span aria-hidden="true">·</span> ${count(quality.accounts)} accounts <span aria-hidden="true">·</span> made ${moment(generated_at)}</p></header>`
}
