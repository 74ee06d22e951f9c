import { expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { plan } from './plan.ts'
import { kindOf } from './worlds/kinds.ts'

const options = readOptions(['--no-corpus', '--decoys', '101'], '/nowhere')

test('every scenario runs with every seed, and the decoys add up', () => {
  const { main } = plan(options)
  const seeds = new Set(main.filter(({ scenario }) => scenario === 'plain').map(({ seed }) => seed))
  expect(seeds.size).toBe(3)
  expect(main.filter(({ scenario }) => scenario === 'benign')).toHaveLength(10)
  const attackers = main.filter(({ scenario }) => kindOf(scenario) === 'attacker')
  expect(attackers).toHaveLength(9 * 2)
  expect(attackers.every(({ decoys }) => decoys === 0)).toBe(true)
  // Tactics that no bar names, and none of the scenario that holds one campaign of everything.
  expect(main.filter(({ scenario }) => kindOf(scenario) === 'tactic')).toHaveLength(7 * 2)
  expect(main.some(({ scenario }) => kindOf(scenario) === 'everything')).toBe(false)
  const decoysOf = (list: typeof main) => list.reduce((total, { decoys }) => total + decoys, 0)
  expect(decoysOf(main)).toBe(101)
  expect(decoysOf(main.filter(({ scenario }) => scenario === 'benign'))).toBe(51)
  // A seed decides the innocent population: no two worlds may share one.
  expect(new Set(main.map(({ seed }) => seed)).size).toBe(main.length)
})

test('more seeds are more worlds of the classes that bars are about', () => {
  const { main } = plan(readOptions(['--corpus', '/somewhere', '--seeds', '5'], '/nowhere'))
  const count = (name: string): number => main.filter(({ scenario }) => scenario === name).length
  expect(['plain', 'mixed', 'benign', 'framed-bystanders', 'replayed-arrivals'].map(count)).toEqual([
    5, 5, 10, 2, 2,
  ])
})

test('the world with exchanged countries has a twin', () => {
  const { main, countries } = plan(options)
  expect(main.some(({ scenario, seed }) => scenario === countries.scenario && seed === countries.seed)).toBe(
    true,
  )
})

test('real arrivals are replayed where there is a data pack, and no seed moves for it', () => {
  const { main } = plan(readOptions(['--corpus', '/somewhere', '--decoys', '101'], '/nowhere'))
  const replayed = main.filter(({ scenario }) => kindOf(scenario) === 'replayed')
  expect(replayed).toHaveLength(2)
  expect(replayed.every(({ decoys }) => decoys === 0)).toBe(true)
  const others = main.filter((one) => !replayed.includes(one))
  const plans = (list: typeof main) => list.map(({ scenario, seed, decoys }) => [scenario, seed, decoys])
  expect(plans(others)).toEqual(plans(plan(options).main))
})

test('fortnights are drawn from populations of their own', () => {
  expect(plan(options).fortnights).toEqual([])
  const { main, fortnights } = plan(
    readOptions(['--no-corpus', '--fingerprint-fortnights', '160'], '/nowhere'),
  )
  expect(fortnights.map(({ count }) => count)).toEqual([75, 75, 10])
  const seeds = [...main.map(({ seed }) => seed), ...fortnights.flatMap((one) => [one.place, ...one.seeds])]
  expect(new Set(seeds).size).toBe(seeds.length)
})

test('a replay is run only where it is asked for, on a world that the run has too', () => {
  expect(plan(options).replays).toEqual([])
  const { main, replays } = plan(readOptions(['--no-corpus', '--replay', '--every', '12'], '/nowhere'))
  expect(replays.map(({ scenario, every }) => `${scenario} ${every}`)).toEqual([
    'demo 12',
    'mixed 12',
    'benign 12',
    'benign 12',
    'benign 12',
  ])
  for (const replay of replays) {
    expect(main.some(({ scenario, seed }) => scenario === replay.scenario && seed === replay.seed)).toBe(true)
  }
  // Without any that was run twice.
  expect(new Set(replays.map(({ seed }) => seed)).size).toBe(replays.length)
})

test('families are left out only where asked to, in a few worlds where a campaign could be missed', () => {
  expect(plan(options).main.some(({ ablation }) => ablation)).toBe(false)
  const { main } = plan(readOptions(['--no-corpus', '--ablation', '--seeds', '3'], '/nowhere'))
  const ablated = (name: string) =>
    main.filter(({ scenario }) => scenario === name).map(({ ablation }) => ablation)
  for (const { scenario } of main) {
    const some = kindOf(scenario) === 'campaigns' ? [true, true, false] : [false]
    expect(new Set(ablated(scenario)), scenario).toEqual(new Set(some))
    expect(ablated(scenario).slice(0, some.length), scenario).toEqual(some)
  }
})

test('baselines look on in some of the worlds where they are compared, and nowhere else', () => {
  const { main, countries } = plan(readOptions(['--corpus', '/somewhere'], '/nowhere'))
  const looked = (name: string): number =>
    main.filter(({ scenario, baselines }) => scenario === name && baselines).length
  expect(['plain', 'mixed', 'benign', 'framed-bystanders', 'rewriting'].map(looked)).toEqual([2, 2, 5, 0, 0])
  expect(countries.baselines).toBe(false)
})

test('options that make no sense are refused', () => {
  expect(() => readOptions(['--seeds', '0'], '/nowhere')).toThrow(RangeError)
  expect(() => readOptions(['--sedes', '3'], '/nowhere')).toThrow(TypeError)
})

test('some worlds are run once more with fewer ordinary people', () => {
  const { main, crowded } = plan(options)
  expect(crowded.map(({ scenario, ordinary }) => [scenario, ordinary])).toEqual(
    Array.from({ length: 2 }, () => ['mixed', 1]),
  )
  expect(main.every(({ ordinary }) => ordinary === 2)).toBe(true)
  const twins = crowded.map((one) => ({ ...one, ordinary: 2 }))
  for (const { scenario, seed, ordinary } of twins)
    expect(main).toContainEqual(expect.objectContaining({ scenario, seed, ordinary }))
  expect(plan(readOptions(['--no-corpus', '--ordinary', '1'], '/nowhere')).crowded).toEqual([])
})
