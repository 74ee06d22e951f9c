import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What a run was measured on. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memory_gb: number
  readonly node: string
  readonly platform: string
  /** Before and after: what else ran shows here. */
  readonly load_before: readonly number[]
  readonly load_after: readonly number[]
}

export function machineSince(before: readonly number[]): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
    platform: `${type()} ${release()}`,
    load_before: before,
    load_after: loadavg(),
  }
}
