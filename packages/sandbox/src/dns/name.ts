const LABEL = /^[a-z0-9_-]{1,63}$/
const LONGEST = 253

/** Lower case and without the final dot: the one spelling that two equal names share (RFC 4343). */
export const canonicalName = (name: string): string => name.toLowerCase().replace(/\.$/, '')

/** Whether a canonical name can be carried by DNS and written down without escapes. */
export const isName = (name: string): boolean =>
  name.length <= LONGEST && name.split('.').every((label) => LABEL.test(label))

/** Whether a canonical name is the origin or lies below it. */
export const isWithin = (name: string, origin: string): boolean =>
  name === origin || name.endsWith(`.${origin}`)

/** The name itself and every ancestor up to the origin. */
export function pathTo(origin: string, name: string): string[] {
  const path = [name]
  for (let at = name; at !== origin; ) {
    at = at.slice(at.indexOf('.') + 1)
    path.push(at)
  }
  return path
}
