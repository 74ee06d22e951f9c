import type { DataQuality } from '../../record/index.ts'
import { count, counted, percent } from '../format.ts'
import { html, type Markup } from '../markup.ts'
import { incompleteFields, unreachable } from '../reachability.ts'
import { title } from '../words.ts'
import { familyTag } from './shapes.ts'

/** What the data held, what it lacked, and what that puts out of reach. */
export function dataQualitySection(quality: DataQuality): Markup {
  const fields = incompleteFields(quality)
  return html`<section id="data" aria-labelledby="data-heading"><h2 id="data-heading">What was checked, and what could not be</h2>
<dl class="figures">${[
    ['Records', count(quality.records)],
    ['Unreadable lines', count(quality.unreadable)],
    ['Duplicates', count(quality.duplicates)],
    ['Accounts', count(quality.accounts)],
    ['with account data', count(quality.accounts_joined)],
  ].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${quality.this_run && html`<p>This run read ${counted(quality.this_run.records, 'record')} from ${counted(quality.this_run.files, 'file')} (${counted(quality.this_run.unreadable, 'unreadable line')}); earlier runs read the others.</p>`}
${quality.warnings.length > 0 && html`<ul class="warnings">${quality.warnings.map((warning) => html`<li><bdi>${warning}</bdi></li>`)}</ul>`}
<h3>Out of reach</h3>${reach(quality)}
<div class="columns"><div><h3>Signals left out</h3>${leftOut(quality)}</div>
<div><h3>Fields not always present</h3>${
    fields.length === 0
      ? html`<p class="quiet">Every field was present in every record.</p>`
      : html`<table class="plain" aria-label="Field coverage"><thead><tr><th scope="col">Field</th><th scope="col" class="number">Present in</th><th scope="col"><span class="hidden">Share</span></th></tr></thead><tbody>${fields.map(({ field, share }) => html`<tr><td class="id">${field}</td><td class="number">${percent(share)}</td><td class="bar"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="6"/><rect class="part" width="${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}" height="6"/></svg></td></tr>`)}</tbody></table>`
  }</div></div>
${quality.signals_checked && html`<h3>Signals that ran</h3><p class="checked">${quality.signals_checked.map(({ signal, family }) => html`<span>${familyTag(family)} ${title(signal)}</span> `)}</p>`}
</section>`
}

function reach(quality: DataQuality): Markup {
  const blocked = unreachable(quality)
  if (blocked === null) return html`<p class="quiet">The result does not say which signals ran.</p>`
  if (blocked.length === 0) return html`<p>Every verdict was within reach of these data.</p>`
  return html`<ul>${blocked.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}

function leftOut({ signals_left_out: signals }: DataQuality): Markup {
  if (signals.length === 0) return html`<p class="quiet">None: every signal had the fields it needs.</p>`
  return html`<dl class="left-out">${signals.map(({ signal, reason, family }) => html`<div><dt>${family && familyTag(family)} ${title(signal)}</dt><dd><bdi>${reason}</bdi></dd></div>`)}</dl>`
}
