import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A text that is put into the page, and what the page's policy names it by. */
export interface Asset {
  readonly text: string
  /** A source expression of Content Security Policy, level 3: `'sha256-…'` over the text as it stands. */
  readonly hash: string
}

export function toAsset(text: string): Asset {
  // The parser of HTML turns CRLF into LF before the browser hashes what it read.
  const normal = text.replaceAll('\r\n', '\n')
  return { text: normal, hash: `'sha256-${createHash('sha256').update(normal).digest('base64')}'` }
}

/** Reads `style.css` or `client.js`, which stand beside this file in the sources and in the build. */
export function readAsset(name: 'style.css' | 'client.js'): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
