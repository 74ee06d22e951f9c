import type { Campaign, CampaignPicture, Portrait, Share } from '../record/index.ts'
import { membersOf, strongestReasons } from './digest.ts'
import { count, counted, day, length, magnitude, moment, percent } from './format.ts'

/** One chapter of a campaign's story: a question and what the data answer, in sentences. */
export interface Chapter {
  readonly heading: string
  readonly sentences: readonly string[]
}

const ASKS: Readonly<Record<string, string>> = {
  reasoning: 'the reasoning behind answers, in a fixed form',
  hidden_reasoning: 'reasoning that the model does not show',
  grading: 'grades and verdicts on answers',
  synthesis: 'new prompts and instructions',
  rewriting: 'rewritten answers',
  agentic: 'the traces of agents at work',
}

/** What a cue asks for, in words; null where there is none. */
export function asksFor(cue: string | undefined): string | null {
  return cue !== undefined && Object.hasOwn(ASKS, cue) ? (ASKS[cue] ?? null) : null
}

/**
 * A campaign in words: who, since when, what it asks for, how it is coordinated, what it takes, how it adapts. Every
 * sentence states what was counted; what nobody knows is left out or said to be unknown.
 */
export function storyOf(campaign: Campaign, picture: CampaignPicture | undefined): Chapter[] {
  const portrait = picture?.portrait
  return [
    { heading: 'Who', sentences: who(campaign, portrait) },
    { heading: 'Since when', sentences: since(campaign, portrait) },
    { heading: 'What it asks for', sentences: asks(campaign, picture) },
    { heading: 'How it is coordinated', sentences: coordinated(campaign) },
    { heading: 'What it takes', sentences: takes(campaign, portrait) },
    { heading: 'How it adapts', sentences: adapts(campaign, portrait) },
  ].filter(({ sentences }) => sentences.length > 0)
}

function who(campaign: Campaign, portrait: Portrait | undefined): string[] {
  const { core, linked } = membersOf(campaign)
  const sentences = [
    `${counted(core.length, 'core account')}${linked.length > 0 ? `, and ${count(linked.length)} more that share something with them` : ''}.`,
  ]
  if (!portrait || portrait.described === 0) return sentences
  const plans = named(portrait.plans, portrait.described)
  if (plans) sentences.push(`Their plans: ${plans}.`)
  const verified = named(portrait.verifications, portrait.described)
  if (verified) sentences.push(`Verified by: ${verified.replaceAll('_', ' ')}.`)
  const { in_window, most_in_a_day, day: busiest } = portrait.opened
  if (in_window > 0 && busiest) {
    const together = most_in_a_day > 1 ? `, ${count(most_in_a_day)} of them on ${dayOf(busiest)}` : ''
    sentences.push(`${count(in_window)} were opened within the window of these logs${together}.`)
  } else if (in_window === 0) sentences.push('All were opened before these logs begin.')
  return sentences
}

function since(campaign: Campaign, portrait: Portrait | undefined): string[] {
  const sentences = [
    `First seen ${moment(campaign.first_seen)}, last seen ${moment(campaign.last_seen)}: ${length(campaign.first_seen, campaign.last_seen)}. What came before these logs is unknown.`,
  ]
  if (portrait?.busiest_day)
    sentences.push(
      `Its busiest day was ${dayOf(portrait.busiest_day.day)}, with ${counted(portrait.busiest_day.requests, 'request')}.`,
    )
  return sentences
}

function asks(campaign: Campaign, picture: CampaignPicture | undefined): string[] {
  const cue = picture?.comparison?.cue ?? cueOf(campaign)
  const wanted = asksFor(cue)
  const sentences = wanted ? [`It asks for ${wanted}.`] : []
  sentences.push(
    ...campaign.evidence
      .filter(({ axis, weighed }) => axis === 'intent' && weighed)
      .map(({ observation }) => observation),
  )
  const portrait = picture?.portrait
  const languages = named(portrait?.languages ?? [], portrait?.texts ?? 0, languageName)
  if (languages) sentences.push(`Language of the prompts, which is evidence of nothing: ${languages}.`)
  return sentences
}

/** The strongest observation of each family, as the evidence states it. */
function coordinated(campaign: Campaign): string[] {
  const tied = campaign.evidence.filter(({ axis, weighed }) => axis === 'coordination' && weighed)
  const families = new Set<string>()
  const first = strongestReasons({ ...campaign, evidence: tied }, tied.length).filter(({ family }) => {
    if (families.has(family)) return false
    families.add(family)
    return true
  })
  return first.length > 0
    ? first.map(({ observation }) => observation)
    : ['No test of coordination carried weight of its own.']
}

function takes(campaign: Campaign, portrait: Portrait | undefined): string[] {
  const sentences = [
    `${counted(campaign.requests, 'request')} and ${magnitude(campaign.tokens)} tokens in all.`,
  ]
  if (!portrait) return sentences
  const answers = portrait.output_tokens
  if (answers > 0) {
    const thinking =
      portrait.reasoning_tokens > 0 ? `, ${magnitude(portrait.reasoning_tokens)} of them reasoning` : ''
    sentences.push(`The answers hold ${magnitude(answers)} tokens${thinking}.`)
  }
  if (portrait.texts > 0)
    sentences.push(
      `${percent(portrait.bodies / portrait.texts)} of its ${counted(portrait.texts, 'prompt')} with text are different from each other.`,
    )
  const models = named(portrait.models, campaign.requests)
  if (models) sentences.push(`From the models: ${models}.`)
  const { median, most } = portrait.per_account_day
  if (most > 0)
    sentences.push(
      `An account sends ${counted(median, 'request')} on a day it is active (median), ${count(most)} at most.`,
    )
  return sentences
}

function adapts(campaign: Campaign, portrait: Portrait | undefined): string[] {
  if (!portrait) return []
  const sentences: string[] = []
  const { accounts: closed, first, replaced } = portrait.closed
  if (closed > 0 && first) {
    sentences.push(
      `${counted(closed, 'account')} ${closed === 1 ? 'was' : 'were'} closed, from ${moment(first)} on; ${replaced === 0 ? 'none was' : replaced === 1 ? 'one was' : `${count(replaced)} were`} opened within 50 hours after a closure.`,
    )
  } else
    sentences.push(
      'No account of it is known to have been closed: how it would react to that has not been seen.',
    )
  for (const {
    model,
    released,
    within_day,
    within_three_days,
    others_within_three_days,
  } of portrait.pivots) {
    const faster = within_three_days >= 1.5 * others_within_three_days
    sentences.push(
      `A day after ${model} was released (${moment(released)}) ${percent(within_day)} of its requests went there, in three days ${percent(within_three_days)}; of everybody else’s ${percent(others_within_three_days)}${faster ? '' : ': no faster than others'}.`,
    )
  }
  const routes = named(portrait.routes, campaign.requests)
  if (portrait.routes.length > 1 && routes) sentences.push(`It comes by several routes: ${routes}.`)
  if (portrait.refused > 0)
    sentences.push(`${counted(portrait.refused, 'request')} met a refusal (429 or 403).`)
  return sentences
}

/** Shares of at least a hundredth, the largest four: "free 34 %, api 29 %". */
function named(
  shares: readonly Share[],
  whole: number,
  name: (id: string) => string = (id) => id,
): string | null {
  const parts = shares
    .filter(({ name: id, count: part }) => id !== '' && part / Math.max(1, whole) >= 0.01)
    .slice(0, 4)
    .map(({ name: id, count: part }) => `${name(id)} ${percent(part / whole)}`)
  return parts.length === 0 ? null : parts.join(', ')
}

const LANGUAGE = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** The name of a language of two or three letters; anything else stands as it is. */
function languageName(code: string): string {
  return /^[a-z]{2,3}$/.test(code) ? (LANGUAGE.of(code) ?? code) : code
}

function cueOf(campaign: Campaign): string | undefined {
  return campaign.evidence
    .find(({ signal }) => signal.startsWith('elicits-'))
    ?.signal.slice('elicits-'.length)
    .replace('-', '_')
}

/** An ISO day as "4 Mar". */
function dayOf(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : day(date)
}
