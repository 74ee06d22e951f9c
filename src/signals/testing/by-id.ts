import type { SignalInfo } from '../signal.ts'

/** Rows for `test.each`: a signal after its id. */
export function byId<T extends SignalInfo>(signals: readonly T[]): [string, T][] {
  return signals.map((signal) => [signal.id, signal])
}
