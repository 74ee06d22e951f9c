import type { Random } from '../random.ts'

/** Rule name to alternatives. `{rule}` inserts a rule, `{3-90}` a whole number of that range. */
export type Rules = Readonly<Record<string, readonly string[]>>

type Part = string | { readonly rule: string } | { readonly low: number; readonly high: number }

/** A context-free grammar whose alternatives are equally likely. */
export class Grammar {
  readonly #rules = new Map<string, readonly (readonly Part[])[]>()

  constructor(...sources: readonly Rules[]) {
    for (const rules of sources) {
      for (const [name, alternatives] of Object.entries(rules)) {
        this.#rules.set(name, alternatives.map(parse))
      }
    }
    for (const [name, alternatives] of this.#rules) {
      for (const part of alternatives.flat()) {
        if (typeof part === 'object' && 'rule' in part && !this.#rules.has(part.rule)) {
          throw new RangeError(`rule ${name} names ${part.rule}, which does not exist`)
        }
      }
    }
  }

  has(rule: string): boolean {
    return this.#rules.has(rule)
  }

  expand(rule: string, random: Random): string {
    const alternatives = this.#rules.get(rule)
    if (!alternatives) throw new RangeError(`no rule ${rule}`)
    let text = ''
    for (const part of random.pick(alternatives)) {
      if (typeof part === 'string') text += part
      else if ('rule' in part) text += this.expand(part.rule, random)
      else text += random.int(part.low, part.high)
    }
    return text
  }
}

function parse(alternative: string): Part[] {
  return alternative
    .split(/(\{[\w.-]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const range = /^\{(\d+)-(\d+)\}$/.exec(piece)
      if (range) return { low: Number(range[1]), high: Number(range[2]) }
      const rule = /^\{([\w.-]+)\}$/.exec(piece)
      return rule?.[1] ? { rule: rule[1] } : piece
    })
}
