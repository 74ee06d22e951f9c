import type { Campaign } from '../record/index.ts'
import { count, rarity, small } from './format.ts'

/**
 * The verdict as people must read it: what analysis says, and whether a person has looked. Every interface and
 * export uses these words.
 */
export function verdictWords({ verdict, review }: Pick<Campaign, 'verdict' | 'review'>): string {
  const analysis = verdict === 'watch' ? 'on watch' : verdict
  if (review === 'confirmed') return `${analysis} by analysis, confirmed by a person`
  if (review === 'cleared') return `cleared by a person (analysis said: ${analysis})`
  return `${analysis} by analysis, not reviewed`
}

/** What makes an account core or linked, by the rules of `campaigns/members`. */
export const ROLE_MEANING = {
  core: 'It asks for what the group asks for, and used its own instruction as the others do or shares a card, device, phone or referral code with one of them; or it shares two of these kinds; or it carried the instruction, and a key ties it to them.',
  linked:
    'It shares something with core accounts, but less than that; or it tried the instruction out, brings other texts to it, is under contract or vouched for.',
} as const

/** Whom a campaign accuses. */
export function accusedWords({ verdict }: Pick<Campaign, 'verdict'>): string {
  return verdict === 'watch'
    ? 'Of a group on watch nobody is accused, core accounts included.'
    : 'Core accounts are the only ones accused.'
}

/** How strong a finding is, in one word, and the sentence that says what the figure means. */
export interface Strength {
  readonly word: 'very strong' | 'strong' | 'moderate' | 'weak' | 'not measured'
  readonly figure: string
  readonly sentence: string
}

/**
 * Coordination in words. `q` is the smallest false discovery rate at which "the members are unrelated" is
 * rejected: among all findings accepted at that level, the expected share that is coincidence.
 */
export function coordinationWords(q: number | null): Strength {
  if (q === null) {
    return {
      word: 'not measured',
      figure: 'no q',
      sentence: 'Whether the accounts are related at all could not be tested.',
    }
  }
  return {
    word: q <= 1e-6 ? 'very strong' : q <= 1e-3 ? 'strong' : q <= 0.05 ? 'moderate' : 'weak',
    figure: `q\u00a0=\u00a0${small(q)}`,
    sentence:
      q >= 1
        ? 'Coincidence explains what the accounts share.'
        : `Were every finding as strong as this one accepted, ${rarity(q)} would be coincidence. It says that the accounts are not independent; it does not say why.`,
  }
}

/**
 * Intent in words, from ranks such as "1 of 1,840 by content, 37 of 1,840 by elicitation" among natural groups (1 = none looks
 * more like it). The word is that of the first, which is the rarer.
 */
export function intentWords(rank: string): Strength {
  const ranks = ranksIn(rank)
  const [first] = ranks
  if (!first) {
    const known = rank.trim() !== ''
    return {
      word: 'not measured',
      figure: known ? rank : 'no rank',
      sentence: 'The group could not be ranked among natural groups of customers.',
    }
  }
  const share = first.place / first.groups
  const among = 'natural groups (households, offices, public templates, sign-up days)'
  const isOneCrowd = ranks.every(({ groups }) => groups === first.groups)
  return {
    word: share <= 0.001 ? 'very strong' : share <= 0.005 ? 'strong' : share <= 0.05 ? 'moderate' : 'weak',
    figure: isOneCrowd
      ? `rank ${list(ranks.map(({ place }) => count(place)))} of ${count(first.groups)}`
      : `rank ${list(ranks.map(({ place, groups }) => `${count(place)} of ${count(groups)}`))}`,
    sentence: isOneCrowd
      ? `Ranked among ${count(first.groups)} ${among}, ${aboveIn(ranks)}.`
      : `Ranked among ${among}, ${list(ranks.map((rank) => `of ${count(rank.groups)} ${aboveIn([rank])}`))}.`,
  }
}

interface Rank {
  readonly place: number
  readonly groups: number
  /** Of intent; undefined where the rank does not say. */
  readonly family: string | undefined
}

/** The ranks that a text begins with; none where one of them cannot be. */
function ranksIn(text: string): Rank[] {
  const ranks: Rank[] = []
  for (let rest = text; ; ) {
    const match = /^[\s,]*([\d,]*\d) of ([\d,]*\d)(?: by (content|elicitation))?/.exec(rest)
    if (!match) return ranks
    const [place, groups] = [match[1], match[2]].map((figure) => Number(figure?.replaceAll(',', '')))
    if (!place || !groups || groups < place) return []
    ranks.push({ place, groups, family: match[3] })
    rest = rest.slice(match[0].length)
  }
}

/** How many go further, family by family; once where it is as many in each. */
function aboveIn(ranks: readonly Rank[]): string {
  const [first] = ranks
  if (!first || ranks.some(({ place }) => place !== first.place))
    return list(ranks.map((rank) => aboveIn([rank])))
  const { place } = first
  const families = ranks.flatMap(({ family }) => (family === undefined ? [] : [`by ${family}`]))
  const by = families.length > 0 ? `${list(families)} ` : ''
  if (place === 1) return `${by}none looks more like extraction`
  return `${by}${count(place - 1)} ${place === 2 ? 'looks' : 'look'} at least as much like extraction`
}

/** One evidence item's figure and its meaning. */
export function evidenceWords(axis: 'coordination' | 'intent', value: number | null): [string, string] {
  if (value === null) return ['no figure', 'not testable on this data']
  if (axis === 'intent') {
    return [`rank\u00a0${small(value)}`, `of natural groups, ${rarity(value)} goes as far`]
  }
  return [`p\u00a0=\u00a0${small(value)}`, `among unrelated accounts, ${rarity(value)} would show this`]
}

export const OUTCOME_WORDS = {
  rejected: 'Rejected',
  not_excluded: 'Not excluded',
  not_testable: 'Not testable',
} as const

/** Shapes beside the words, for terminals and print alike. */
export const OUTCOME_SIGNS = { rejected: '✕', not_excluded: '○', not_testable: '?' } as const

/** A shape for the verdict, so that it is never told by colour alone. */
export function verdictSign({ verdict, review }: Pick<Campaign, 'verdict' | 'review'>): string {
  if (review === 'cleared') return '–'
  return { confirmed: '●', suspected: '◐', watch: '○' }[verdict]
}

/** An identifier of ours as words: "shared-card" as "Shared card". */
export function title(identifier: string): string {
  const words = identifier.replace(/[-_./]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "a, b and c". */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
