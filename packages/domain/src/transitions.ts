import { drive, remind } from './cells/drive.ts'
import { cancel, fail, retry } from './cells/end.ts'
import { count, finish, keep } from './cells/forward.ts'
import { defer, prove } from './cells/placing.ts'
import { gather } from './cells/proving.ts'
import { sweep, tidy } from './cells/records.ts'
import { lag, poll, wait } from './cells/wait.ts'
import type { Transitions } from './step.ts'

// `drive` sends the phase's commands again, or gives up at its deadline; `gather` waits for both answers; `sweep`
// removes what a late solver wrote.
const open = { 'clock.due': drive, 'cert.cancelled': cancel }
const late = { 'challenge.presented': sweep, 'challenge.pending': sweep }
const closed = { ...late, 'clock.due': remind, 'challenge.cleaned-up': tidy }

/** The whole life of an order. A message its phase does not list is late or repeated, and changes nothing. */
export const transitions = {
  placing: {
    ...open,
    ...late,
    'order.placed': prove,
    'order.deferred': defer,
    'order.refused': fail,
    'challenge.cleaned-up': tidy,
  },
  proving: {
    ...open,
    'challenge.presented': gather,
    'csr.prepared': gather,
    'challenge.pending': lag,
    'challenge.failed': fail,
  },
  validating: {
    ...open,
    ...late,
    'authorization.valid': count,
    'authorization.pending': poll,
    'authorization.invalid': fail,
  },
  finalizing: {
    ...open,
    ...late,
    'certificate.issued': keep,
    'order.processing': wait,
    'order.invalid': fail,
    'challenge.cleaned-up': tidy,
  },
  storing: {
    ...open,
    ...late,
    'certificate.stored': finish,
    'certificate.rejected': fail,
    'challenge.cleaned-up': tidy,
  },
  issued: closed,
  failed: { ...closed, 'cert.retried': retry },
  cancelled: closed,
} satisfies Transitions
