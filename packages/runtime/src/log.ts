import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Names under which a secret might stand. `Secret` objects print as `[secret]` by themselves; this is the second net. */
const redact = [
  'authorization',
  'headers.authorization',
  ...['token', 'password', 'hmacKey', 'privateKey', 'kek'].flatMap((key) => [key, `*.${key}`]),
]

/** What JSON leaves as it is, and a terminal would obey: C1 controls, and those that turn the direction of text. */
const HARMFUL = /[\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g

const harmless = (line: string): string =>
  line.replaceAll(HARMFUL, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** One JSON line each, on stderr: stdout is for data. */
export const createLog = (
  level: string,
  destination: DestinationStream = pino.destination(2),
): Log =>
  pino(
    {
      level,
      redact,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => destination.write(harmless(line)) },
  )
