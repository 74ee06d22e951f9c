import { expect, test } from 'vitest'
import { degree, keyCount } from '../../signals/index.ts'
import { worldOf } from '../testing/worlds.ts'
import { signUpWindows } from './openings.ts'

test('a sitting is in one piece in one of the two cuts', () => {
  for (let start = 1; start < 13; start++) {
    // Four accounts within three hours, the rest of unknown age.
    const world = worldOf({ count: 50, openedAt: (p) => (p < 4 ? start + 0.9 * p : undefined) })
    const whole = signUpWindows(world).some((edges) => keyCount(edges) === 1 && degree(edges, 0) === 4)
    expect(whole, `from hour ${start}`).toBe(true)
  }
})
