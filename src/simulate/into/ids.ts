import type { Random } from '../random.ts'

const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * An id of the same shape as a given one that is not taken: digits stay digits, hexadecimal runs stay hexadecimal, and
 * what stands before the first digit (`acct_`, `team-`) stays as it is.
 */
export function idLike(example: string, taken: ReadonlySet<string>, random: Random): string {
  const start = example.search(/\d/)
  const prefix = start < 0 ? '' : (/^.*[^a-z0-9]/i.exec(example.slice(0, start))?.[0] ?? '')
  const rest = example.slice(prefix.length)
  const hexadecimal = /^[0-9a-f-]{8,}$/i.test(rest)
  for (let tries = 0; ; tries++) {
    const drawn = prefix + [...rest].map((sign) => drawSign(sign, hexadecimal, random)).join('')
    // A shape with few ids in it (user7) is used up soon; then the id grows.
    const id = tries < 50 ? drawn : `${drawn}${random.int(10 ** 3, 10 ** 9)}`
    if (!taken.has(id)) return id
  }
}

function drawSign(sign: string, hexadecimal: boolean, random: Random): string {
  if (hexadecimal && /[0-9a-f]/i.test(sign)) return cased(random.pick([...HEX]), sign)
  if (/[0-9]/.test(sign)) return random.pick([...DIGITS])
  if (/[a-z]/i.test(sign)) return cased(random.pick([...LETTERS]), sign)
  return sign
}

function cased(drawn: string, like: string): string {
  return /[A-Z]/.test(like) ? drawn.toUpperCase() : drawn
}
