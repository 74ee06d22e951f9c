import type { Campaign, CampaignPicture, GraphNode } from '../../record/index.ts'
import { ordered } from '../families.ts'
import { count, counted } from '../format.ts'
import { type Layout, layOutRails } from '../layout/rails.ts'
import { type Drawn, selectDrawn } from '../layout/select.ts'
import { html, type Markup } from '../markup.ts'
import { shorten, visible } from '../visible.ts'
import { list } from '../words.ts'
import { familyPath, familyTag } from './shapes.ts'

const LIMIT = { keys: 36, accounts: 160 }

/** Accounts and the keys they share, as a drawing with its legend and a table that says the same. */
export function graphFigure(campaign: Campaign, { graph }: CampaignPicture, place: string): Markup {
  const drawn = selectDrawn(graph, LIMIT)
  if (drawn.keys.length === 0) {
    return html`<p class="quiet">No shared keys were recorded for drawing.</p>`
  }
  const layout = layOutRails(drawn)
  const families = ordered(drawn.keys.flatMap(({ family }) => family ?? []))
  const summary = `${counted(drawn.accounts.length, 'account')} of campaign ${visible(campaign.id)} and ${counted(drawn.keys.length, 'key')} they share (${list(families)}). The table below the drawing lists the keys.`
  return html`<figure class="graph" data-graph>
${interactive(place)}
<div class="scroller rails" tabindex="0" role="region" aria-label="Drawing of accounts and shared keys, ${place}">
<svg viewBox="0 0 ${layout.width} ${Math.round(layout.height)}" role="group" aria-label="${summary}">
<g class="edges" aria-hidden="true">${edges(drawn, layout)}</g>
${layout.groups.map(({ family, side, y }) => html`<text class="rail-heading" x="${side === 'left' ? 226 : 774}" y="${round(y + 4)}" text-anchor="middle">${family ?? 'other keys'}</text>`)}
<g class="keys">${drawn.keys.map((key, index) => keyNode(key, index, drawn, layout))}</g>
<g class="accounts">${drawn.accounts.map((account, index) => accountNode(account, index, drawn, layout))}</g>
</svg>
</div>
<figcaption>
<p class="legend"><span><svg class="glyph" viewBox="-8 -8 16 16" aria-hidden="true"><circle class="account core" r="5"/></svg>core account</span> <span><svg class="glyph" viewBox="-8 -8 16 16" aria-hidden="true"><circle class="account linked" r="4.5"/></svg>linked account</span> ${families.map((family) => html`${familyTag(family)} `)}</p>
<p class="quiet rails">${drawn.omitted > 0 && html`<strong>${count(drawn.omitted)} more not drawn.</strong> `}Each line joins an account to a key it holds; accounts stand near the keys they share.</p>
<p class="status needs-script rails" role="status" data-status>Point at a mark, or use Tab and the arrow keys, to follow its lines.</p>
${keyTable(drawn, place)}
</figcaption>
</figure>`
}

/** What the page's script draws on where the browser has WebGL; hidden until then, and on paper. */
function interactive(place: string): Markup {
  return html`<div class="stage-box">
<div class="controls"><label>Find <input type="search" data-find autocomplete="off" spellcheck="false" placeholder="account or key"></label><button type="button" data-extent>Show all</button><span class="zooms"><button type="button" data-zoom="1.4" aria-label="Zoom in">+</button><button type="button" data-zoom="0.714" aria-label="Zoom out">−</button><button type="button" data-zoom="fit">Fit</button></span></div>
<div data-found></div>
<div class="stage" data-stage><canvas tabindex="0" role="application" aria-label="Drawing of accounts and the keys they share, ${place}. Arrow keys move it, plus and minus zoom, 0 fits. Everything in it is also reached by Find and the buttons below."></canvas><canvas aria-hidden="true"></canvas><span class="hover" data-hover hidden></span></div>
<p class="quiet"><span data-shown></span> Accounts stand between the keys they hold; those with the very same keys in one cluster. Drag to move, Ctrl and wheel to zoom.</p>
<div class="selection" data-selected><p role="status" tabindex="-1" data-told>Select a mark in the drawing, a row below, or a name found: what it is joined to lights up here and in the activity.</p><button type="button" data-drop hidden>Clear</button><div data-joined></div></div>
</div>`
}

function edges(drawn: Drawn, layout: Layout): Markup[] {
  const keyIndex = new Map(drawn.keys.map(({ id }, index) => [id, index]))
  const accountIndex = new Map(drawn.accounts.map(({ id }, index) => [id, index]))
  return drawn.edges.flatMap(({ account, key }) => {
    const from = layout.keys.get(key)
    const to = layout.accounts.get(account)
    if (!from || !to) return []
    const bend = from.side === 'left' ? 70 : -70
    const family = drawn.keys[keyIndex.get(key) ?? -1]?.family ?? 'none'
    return [
      html`<path class="f-${family}" data-k="${keyIndex.get(key)}" data-a="${accountIndex.get(account)}" d="M${round(from.x)} ${round(from.y)}C${round(from.x + bend)} ${round(from.y)} ${round(to.x - bend)} ${round(to.y)} ${round(to.x)} ${round(to.y)}"/>`,
    ]
  })
}

function keyNode(key: GraphNode, index: number, drawn: Drawn, layout: Layout): Markup {
  const point = layout.keys.get(key.id)
  if (!point) return html``
  const held = holders(key, drawn)
  const label = `${key.family ?? 'key'} ${visible(key.label)}, held by ${counted(held, 'drawn account')}`
  const left = point.side === 'left'
  return html`<g class="node" data-k="${index}" tabindex="${index === 0 ? 0 : -1}" role="img" aria-label="${label}"><rect class="hit" x="${left ? 0 : 760}" y="${round(point.y - 12)}" width="240" height="24"/>${familyPath(key.family, point.x, round(point.y))}<text x="${left ? point.x - 14 : point.x + 14}" y="${round(point.y + 4)}" text-anchor="${left ? 'end' : 'start'}">${shorten(key.label, 29)} <tspan class="tally">${count(held)}</tspan></text></g>`
}

function accountNode(account: GraphNode, index: number, drawn: Drawn, layout: Layout): Markup {
  const point = layout.accounts.get(account.id)
  if (!point) return html``
  const role = account.role ?? 'core'
  const keys = drawn.edges.filter((edge) => edge.account === account.id).length
  return html`<g class="node" data-a="${index}" tabindex="-1" role="img" aria-label="${`${role} account ${visible(account.label)}, holds ${counted(keys, 'drawn key')}`}"><circle class="account ${role}" cx="${point.x}" cy="${point.y}" r="${role === 'core' ? 5 : 4.5}"/></g>`
}

function holders(key: GraphNode, drawn: Drawn): number {
  return drawn.edges.filter((edge) => edge.key === key.id).length
}

function keyTable(drawn: Drawn, place: string): Markup {
  return html`<details class="data"><summary>The drawn keys as a table</summary>
<table class="plain" aria-label="Drawn keys of ${place}"><thead><tr><th scope="col">Key</th><th scope="col">Family</th><th scope="col" class="number">Drawn accounts</th></tr></thead>
<tbody>${drawn.keys.map((key) => html`<tr><td><bdi class="id">${key.label}</bdi></td><td>${key.family ? familyTag(key.family) : 'other'}</td><td class="number">${count(holders(key, drawn))}</td></tr>`)}</tbody></table></details>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
