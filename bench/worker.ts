import { runFortnights } from './fortnights/run-fortnights.ts'
import { runReplay } from './replay/run-replay.ts'
import { composeTraffic, timeCount, timeScan } from './speed/run-speed.ts'
import type { Answers, Reply, Task } from './tasks.ts'
import { runWorld } from './worlds/run-world.ts'

/** A process of its own for each task: the embedded engine has one data folder a process, on its main thread. */
process.once('message', async (task: Task) => {
  const reply: Reply = await answer(task).then(
    (value) => ({ answer: value }),
    (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
  process.send?.(reply, () => process.disconnect())
})

// Nobody waits for the answer of a worker whose parent was killed.
process.once('disconnect', () => process.exit())

function answer(task: Task): Promise<Answers[keyof Answers]> {
  if (task.kind === 'world') return runWorld(task)
  if (task.kind === 'fortnights') return runFortnights(task)
  if (task.kind === 'replay') return runReplay(task)
  if (task.kind === 'traffic') return composeTraffic(task)
  if (task.kind === 'scan') return timeScan(task)
  return timeCount(task)
}
