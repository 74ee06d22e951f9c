import type { Random } from './random.ts'

const CHOICE = /\(([^()]*)\)/

/** One text of a pattern in which `(a|b|)` is a choice; choices may be nested, an empty branch leaves nothing. */
export function expand(pattern: string, random: Random): string {
  let text = pattern
  for (let match = CHOICE.exec(text); match; match = CHOICE.exec(text)) {
    const branch = random.pick((match[1] ?? '').split('|'))
    text = text.slice(0, match.index) + branch + text.slice(match.index + match[0].length)
  }
  return text.replace(/ +/g, ' ').trim()
}
