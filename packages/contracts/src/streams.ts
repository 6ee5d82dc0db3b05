import { contracts } from './messages/index.ts'

const DAY = 86_400
const GIB = 1024 ** 3

const requests = Object.values(contracts).filter(({ kind }) => kind === 'request')

/**
 * Limits retention everywhere: several readers, replay, and nothing that vanishes because nobody listened yet. Only
 * `CERT_DEAD` refuses when it is full, since what is in it has no other home.
 */
export const streams = [
  {
    name: 'CERT_REQUESTS',
    subjects: requests.flatMap(({ type }) => [type, `${type}.*`]),
    maxAgeSeconds: 7 * DAY,
    maxBytes: GIB,
    discard: 'old',
  },
  {
    name: 'CERT_EVENTS',
    subjects: ['cert.event.>'],
    maxAgeSeconds: 7 * DAY,
    maxBytes: 4 * GIB,
    discard: 'old',
  },
  {
    name: 'CERT_COMMANDS',
    subjects: ['cert.command.>'],
    maxAgeSeconds: DAY / 4,
    maxBytes: GIB,
    discard: 'old',
  },
  {
    name: 'CERT_DEAD',
    subjects: ['cert.dead.>'],
    maxAgeSeconds: 30 * DAY,
    maxBytes: GIB,
    discard: 'new',
  },
] as const
