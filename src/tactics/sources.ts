/** A publication that describes a tactic. */
export interface Source {
  readonly publisher: string
  readonly title: string
  /** ISO 8601, as exactly as is known. */
  readonly date: string
  /** Read in other people's reports, not in the publication itself. */
  readonly second_hand?: boolean
}

/** What was published about harvesting campaigns. Those whom these sources accuse have denied it. */
export const SOURCES = {
  'anthropic-2026-02': {
    publisher: 'Anthropic',
    title: 'Detecting and preventing distillation attacks',
    date: '2026-02-23',
  },
  'google-2026-02': {
    publisher: 'Google Threat Intelligence Group',
    title: 'Report on reasoning-trace coercion, over 100,000 prompts',
    date: '2026-02',
  },
  'ostp-2026-04': {
    publisher: 'White House Office of Science and Technology Policy',
    title: 'NSTM-4, Adversarial Distillation of American AI Models',
    date: '2026-04-23',
  },
  'anthropic-2026-09': {
    publisher: 'Anthropic',
    title: 'Report of September 2026 on further campaigns',
    date: '2026-09',
    second_hand: true,
  },
  'advisory-2026-09': {
    publisher: 'NSA, CISA and FBI',
    title: 'Joint advisory AA26-251A',
    date: '2026-09-08',
    second_hand: true,
  },
  'openai-2026-09': {
    publisher: 'OpenAI',
    title: 'Report on 16,000 requests from over 4,000 users within two days',
    date: '2026-09-30',
    second_hand: true,
  },
  'carlini-2024': {
    publisher: 'Carlini and others',
    title: 'Stealing Part of a Production Language Model (arXiv 2403.06634)',
    date: '2024-03-11',
  },
  'dziedzic-2023': {
    publisher: 'Dziedzic and others',
    title: 'Sentence Embedding Encoders are Easy to Steal but Hard to Defend (ICLR 2023 workshop)',
    date: '2023',
  },
  'wang-2022': {
    publisher: 'Wang and others',
    title: 'Self-Instruct: Aligning Language Models with Self-Generated Instructions (arXiv 2212.10560)',
    date: '2022-12-20',
  },
  own: {
    publisher: 'Stillwatch',
    title: 'Our own consideration: we know of no publication that describes it',
    date: '2026-11',
  },
} as const satisfies Record<string, Source>

export type SourceId = keyof typeof SOURCES
