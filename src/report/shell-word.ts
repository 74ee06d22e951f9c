import { visible } from './visible.ts'

/** A foreign text as one word of a command that somebody may paste into a POSIX shell. */
export function shellWord(text: string): string {
  const word = /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
  return visible(word)
}
