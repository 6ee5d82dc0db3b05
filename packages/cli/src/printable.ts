/** Control characters but the line feed, and those that turn the direction of what follows. */
const HARMFUL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** Text from a CA or an upstream must not move the cursor or set the title of somebody's terminal. */
export const printable = (text: string): string => text.replaceAll(HARMFUL, '·')

/** The same for JSON text, in which all of them stand within quotes: escaped, so that nothing is lost. */
export const escaped = (json: string): string =>
  json.replaceAll(HARMFUL, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
