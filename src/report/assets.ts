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

/** The parts of the page's script, each after those it imports. */
const PARTS = ['dom', 'gl', 'camera', 'panel', 'graph', 'heat', 'rails', 'roster', 'scene', 'main'] as const

/** The style sheet, which stands beside this file in the sources and in the build. */
export function readStyle(): string {
  return readFileSync(new URL('style.css', import.meta.url), 'utf8')
}

/**
 * The page's script: the modules of `client/` one after the other in one scope, their imports and exports left out. No
 * name may therefore be declared twice among them.
 */
export function readScript(): string {
  const parts = PARTS.map((name) =>
    readFileSync(new URL(`client/${name}.js`, import.meta.url), 'utf8')
      .replace(/^import [^']*'[^']*'\n/gm, '')
      .replace(/^export /gm, ''),
  )
  return `;(() => {\n'use strict'\n${parts.join('')}})()\n`
}
