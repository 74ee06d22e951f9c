/** The names of the tactics that evidence refers to (docs/detection.md describes them). */
const TACTICS: Readonly<Record<string, string>> = {
  T01: 'many accounts, one pool',
  T02: 'load balancing',
  T03: 'synchronised timing',
  T04: 'one template over a swept corpus',
  T05: 'chain-of-thought elicitation',
  T06: 'hidden-reasoning jailbreak',
  T07: 'use as a reward model',
  T08: 'synthetic-prompt generation',
  T09: 'agentic trace harvest',
  T10: 'store and replay',
  T11: 'transfer station',
  T12: 'cover traffic',
  T13: 'low and slow',
  T14: 'paraphrase and template rotation',
  T15: 'clean identities',
  T16: 'release pivot',
  T17: 'programme abuse',
  T18: 'regrowth after enforcement',
  T19: 'access by several routes',
  T20: 'log-probability extraction',
  T21: 'embedding extraction',
  T22: 'censorship-safe rewriting',
  T23: 'countermeasure testing',
  T24: 'purchased transcripts',
}

/** "T05 chain-of-thought elicitation"; an unknown id stands alone. */
export function tactic(id: string): string {
  const name = Object.hasOwn(TACTICS, id) ? TACTICS[id] : undefined
  return name === undefined ? id : `${id} ${name}`
}
