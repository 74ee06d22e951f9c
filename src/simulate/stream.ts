import type { RequestRecord } from '../record/index.ts'
import { Random } from './random.ts'
import { render } from './render.ts'
import { type Actor, DAY, Run, type Speaker, type World } from './world.ts'

/** The requests of one day: their times in order, and who sends each (an index into the world's actors). */
export interface DaySchedule {
  readonly times: Float64Array
  readonly actors: Uint32Array
}

/** The schedule of a day follows from the seed alone, so that it can be made again at any time. */
export function schedule(world: World, day: number): DaySchedule {
  const start = world.start + day * DAY
  const from = Math.max(start, world.window?.from ?? start)
  const end = Math.min(start + DAY, world.window?.to ?? start + DAY)
  const times: number[] = []
  const actors: number[] = []
  for (const [index, actor] of world.actors.entries()) {
    for (const time of actor.plan(start, new Random(world.seed, index, day))) {
      if (time < from || time >= end) continue
      times.push(Math.floor(time))
      actors.push(index)
    }
  }
  const order = Uint32Array.from(times.keys()).sort((left, right) => {
    const gap = (times[left] ?? 0) - (times[right] ?? 0)
    return gap === 0 ? left - right : gap
  })
  return {
    times: Float64Array.from(order, (at) => times[at] ?? 0),
    actors: Uint32Array.from(order, (at) => actors[at] ?? 0),
  }
}

interface Voice {
  readonly actor: Actor
  readonly random: Random
  readonly speaker: Speaker
}

/** All requests in time order; each pass says the same. Memory is bounded by one day's schedule. */
export function* requests(world: World): Generator<RequestRecord> {
  const run = new Run()
  const voices = new Map<number, Voice>()
  for (let day = 0; day < world.days; day++) {
    const { times, actors } = schedule(world, day)
    for (let at = 0; at < times.length; at++) {
      const index = actors[at] ?? 0
      let voice = voices.get(index)
      if (!voice) {
        const actor = world.actors[index]
        if (!actor) continue
        voice = { actor, random: new Random(world.seed, 'voice', index), speaker: actor.speak(run) }
        voices.set(index, voice)
      }
      const time = times[at] ?? 0
      yield render(voice.actor, voice.speaker(time, voice.random), time, voice.random)
    }
  }
}
