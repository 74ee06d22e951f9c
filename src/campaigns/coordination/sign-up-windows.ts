import { buildEdges, type Edges, type World } from '../../signals/index.ts'

const HOUR = 3_600_000
/** People who open accounts for somebody do it in a sitting: hours, not minutes. */
const SITTING = 6 * HOUR

const windowsOf = new WeakMap<World, readonly Edges[]>()

/** Accounts opened in the same six hours, cut at two offsets, so that no sitting falls on every cut. */
export function signUpWindows(world: World): readonly Edges[] {
  let windows = windowsOf.get(world)
  if (!windows) {
    const opened = Array.from(world.principals.createdAt, (time, principal) => ({ time, principal })).filter(
      ({ time }) => time > 0,
    )
    windows = [0, SITTING / 2].map((offset) =>
      buildEdges(
        opened.map(({ time }) => 1 + Math.floor((time + offset) / SITTING)),
        opened.map(({ principal }) => principal),
        undefined,
        2,
      ),
    )
    windowsOf.set(world, windows)
  }
  return windows
}
