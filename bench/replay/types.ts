/** One simulated fortnight to live through pass by pass. */
export interface ReplayTask {
  readonly kind: 'replay'
  readonly scenario: string
  readonly seed: number
  readonly scale: number
  readonly ordinary: number
  readonly corpus?: string
  /** Hours between passes. */
  readonly every: number
}
