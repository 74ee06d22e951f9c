/**
 * A table looked up by what a log says. An object's inherited names (`constructor`, `toString`) are not in it, which a
 * plain object would answer with functions.
 */
export function lookup<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.freeze(Object.assign(Object.create(null), entries))
}
