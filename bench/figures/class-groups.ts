export interface ClassGroup {
  readonly title: string
  /** Names of campaign classes. */
  readonly classes: readonly string[]
}

/** Campaign classes that are held to one bar, the easiest first. */
export const CLASS_GROUPS = {
  open: {
    title: 'plain, grading, regrowing, pivoting pools',
    classes: ['plain', 'grading', 'regrowth', 'release-pivot'],
  },
  covered: { title: 'pools with 60-90 % cover traffic', classes: ['diluted'] },
  hidden: {
    title: 'clean-identity pools, swarms, agentic pools',
    classes: ['clean-identity', 'swarm', 'agentic'],
  },
  evading: {
    title: 'transfer stations, the adaptive evader',
    classes: ['transfer-station', 'adaptive'],
  },
} as const satisfies Record<string, ClassGroup>
