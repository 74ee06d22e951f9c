import type { Random } from './random.ts'
import type { Instruction } from './text/instructions.ts'
import { countTokens, type Language } from './text/languages.ts'
import { reply } from './text/replies.ts'
import { DOMAINS, type Domain, type Item, type TextSource } from './text/source.ts'
import type { Run, Speaker, Utterance } from './world.ts'

export interface Chatter {
  readonly languages: readonly Language[]
  readonly domains: readonly Domain[]
  readonly system?: string
  /** Median length of an answer in characters. */
  readonly answer: number
  /** Chance that a request continues the conversation before it. */
  readonly goes_on: number
  /** Number of end users behind the account, named in the request. */
  readonly end_users?: number
  readonly tools?: readonly string[]
  /** Chance that a document is pasted along with the question. */
  readonly pastes?: number
}

/** Whoever talks about this and that: a person, or a product that lets people talk. */
export function chatter(text: TextSource, options: Chatter): (run: Run) => Speaker {
  return () => {
    let conversation = ''
    let history = 0
    let last = 0
    let language: Language = options.languages[0] ?? 'en'
    let domain: Domain = options.domains[0] ?? 'life'
    let user: string | undefined
    return (time, random) => {
      const follows = conversation !== '' && time - last < 1_800_000 && random.chance(options.goes_on)
      if (!follows) {
        conversation = `conv_${random.hex(12)}`
        history = 0
        language = random.pick(options.languages)
        domain = random.pick(options.domains)
        user = options.end_users ? `u${random.int(1, options.end_users)}` : undefined
      }
      last = time
      const asked = follows ? text.follow(language, random) : text.ask(language, domain, random)
      const pasted = !follows && options.pastes && random.chance(options.pastes)
      const input = pasted
        ? `${asked}\n\n${text.document(language, random, random.logNormal(1100, 0.8))}`
        : asked
      const output = text.answer(language, domain, random, random.logNormal(options.answer, 0.7))
      const said: Utterance = { input, output, language, conversation }
      if (options.system) said.system = options.system
      if (history > 0) said.history_tokens = history
      if (user) said.end_user = user
      if (options.tools) said.tools = [...options.tools]
      history += countTokens(input, language) + countTokens(output, language)
      return said
    }
  }
}

export interface Worker {
  /** Gives the instruction of one request. */
  readonly instruct: (random: Random) => Instruction
  /** Gives the next body. */
  readonly next: (run: Run, random: Random) => Item
  readonly extra?: (random: Random) => Partial<Utterance>
  /** Chance that a request follows up on the one before it. */
  readonly follows?: number
}

/** Draws one of these wordings for each request. */
export function oneOf(instructions: readonly Instruction[]): Worker['instruct'] {
  return (random) => random.pick(instructions)
}

/** Whoever puts one body after the other under an instruction. */
export function worker(text: TextSource, options: Worker): (run: Run) => Speaker {
  return (run) => {
    let last: Utterance | undefined
    return (_, random) => {
      if (last && options.follows && random.chance(options.follows)) {
        const history = countTokens(last.input, last.language) + countTokens(last.output, last.language)
        const again: Utterance = {
          ...last,
          input: text.follow(last.language, random),
          output: text.answer(last.language, 'study', random, random.logNormal(700, 0.6)),
          history_tokens: history + (last.history_tokens ?? 0),
        }
        last = undefined
        return again
      }
      const item = options.next(run, random)
      const instruction = options.instruct(random)
      const said: Utterance = {
        ...instruction.apply(dress(text, instruction, item, random), random),
        output: reply(text, instruction.task, item.language, random),
        language: item.language,
        conversation: `conv_${random.hex(12)}`,
        ...options.extra?.(random),
      }
      last = said
      return said
    }
  }
}

/** What a task needs beside the swept item: an answer to grade, a text to rewrite. */
function dress(text: TextSource, instruction: Instruction, item: Item, random: Random): string {
  const answer = () => text.answer(item.language, 'study', random, random.logNormal(380, 0.5))
  switch (instruction.task) {
    case 'grading':
      return random.chance(0.5)
        ? `${item.text}\n\n[A]\n${answer()}`
        : `${item.text}\n\n[A]\n${answer()}\n\n[B]\n${answer()}`
    case 'hidden':
      return `${item.text}\n\n${answer()}`
    case 'rewriting':
      return text.document(item.language, random, random.logNormal(900, 0.5))
    default:
      return item.text
  }
}

/** A speaker that first sends what others at the place were refused, and is itself refused at times, with 429 or 403. */
export function passingOn(speak: Speaker, run: Run, place: string, chance: number): Speaker {
  return (time, random) => {
    const said = run.take(place) ?? speak(time, random)
    if (!random.chance(chance)) return said
    run.put(place, said)
    return { ...said, status: random.chance(0.8) ? 429 : 403 }
  }
}

export interface Trace {
  readonly system: string
  readonly language: Language
  readonly tools: readonly string[]
  /** Mean turns of one task. */
  readonly turns: number
  readonly next: (run: Run, random: Random) => Item
}

/** A harness that lets the model act: one task, then tool results turn by turn. */
export function tracer(text: TextSource, options: Trace): (run: Run) => Speaker {
  return (run) => {
    let left = 0
    let conversation = ''
    let history = 0
    return (_, random) => {
      const fresh = left <= 0
      if (fresh) {
        left = 1 + random.poisson(options.turns - 1)
        conversation = `conv_${random.hex(12)}`
        history = 0
      }
      left--
      const input = fresh
        ? options.next(run, random).text
        : `Observation: ${text.document(options.language, random, random.logNormal(420, 0.9))}`
      const output = reply(text, 'agentic', options.language, random)
      const said: Utterance = {
        input,
        output,
        language: options.language,
        system: options.system,
        conversation,
        tools: [...options.tools],
      }
      if (history > 0) said.history_tokens = history
      history += countTokens(input, options.language) + countTokens(output, options.language)
      return said
    }
  }
}

export function drawDomains(random: Random): Domain[] {
  return random.sample(DOMAINS, random.pick([1, 2, 2, 3]))
}
