import { expect, test } from 'vitest'
import { createRandom } from '../../statistics/index.ts'
import { edgesOf, span } from '../testing/worlds.ts'
import { templateClusters } from './template-clusters.ts'

test('tokens with the same users are one instruction, others are not', () => {
  const [one, other] = [span(0, 12), span(8, 30)]
  expect(templateClusters(edgesOf([one, other, one, other, one]))).toEqual([
    [0, 2, 4],
    [1, 3],
  ])
})

test('a user more or less makes no other instruction; half of them do', () => {
  const users = span(0, 40)
  const clusters = templateClusters(edgesOf([users, users.slice(1), [...users, 50], users.slice(20)]))
  expect(clusters).toEqual([[0, 1, 2], [3]])
})

test('what three use is no instruction worth a look', () => {
  expect(templateClusters(edgesOf([[1, 2, 3], span(4, 9)]))).toEqual([[1]])
})

test('every token with enough users is in exactly one cluster, and in a random world on its own', () => {
  const random = createRandom('tokens')
  const edges = edgesOf(
    span(0, 300).map(() => random.sample(2_000, 4 + random.integer(30)).sort((a, b) => a - b)),
  )
  const clusters = templateClusters(edges)
  expect(clusters.flat().sort((a, b) => a - b)).toEqual(span(0, 300))
  expect(clusters).toHaveLength(300)
})

test('an instruction of thousands is found whole', () => {
  const users = span(0, 20_000)
  expect(templateClusters(edgesOf([users, users.slice(100), users]))).toEqual([[0, 1, 2]])
})
