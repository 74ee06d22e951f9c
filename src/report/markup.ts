import { visible, visibleText } from './visible.ts'

/** Text that is known to be markup. Only the functions of this file make it. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Content = Markup | string | number | null | undefined | false | readonly Content[]

/**
 * A template whose every interpolation is escaped, unless it is itself markup: foreign strings cannot become
 * elements or attributes, and their acting characters are shown by name. Attributes must be quoted.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = strings[0] ?? ''
  for (const [index, value] of values.entries()) text += render(value) + (strings[index + 1] ?? '')
  return new Markup(text)
}

function render(value: Content): string {
  if (value instanceof Markup) return value.text
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(visible(value))
  if (typeof value === 'number') return String(value)
  return value.map(render).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** Foreign text of several lines, escaped, its line breaks kept. */
export function multiline(text: string): Markup {
  return new Markup(escapeHtml(visibleText(text)))
}

/** An asset of our own, as it stands. It must not end the element it is put into. */
export function asset(text: string): Markup {
  return new Markup(text)
}

/** A block of data for the script of the page. Strings must have gone through `visible` before. */
export function jsonBlock(id: string, data: unknown): Markup {
  const json = JSON.stringify(data).replace(/</g, '\\u003c')
  return html`<script type="application/json" id="${id}">${new Markup(json)}</script>`
}

/** What figures and dates of ours are made of. */
const FIGURE = /^[\w ,.=<>%×⁰¹²³⁴⁵⁶⁷⁸⁹⁻–\u00a0]{1,18}$/

/** A figure that stays on one line; what may be anything else breaks wherever it must. */
export function brief(text: string): Content {
  return FIGURE.test(text) ? html`<span class="short">${text}</span>` : text
}
