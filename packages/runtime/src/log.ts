import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Names under which a secret might stand. `Secret` objects print as `[secret]` by themselves; this is the second net. */
const redact = [
  'authorization',
  'headers.authorization',
  ...['token', 'password', 'hmacKey', 'privateKey', 'kek'].flatMap((key) => [key, `*.${key}`]),
]

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
    destination,
  )
