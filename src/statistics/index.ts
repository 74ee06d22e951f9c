/** Pure statistics: random streams, tails, tests, intervals. Knows nothing of requests or accounts. */
export { createRandom, type Random } from './random.ts'
