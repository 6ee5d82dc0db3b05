import { approve, ask, deny } from './cells/approving.ts'
import { drive, remind } from './cells/drive.ts'
import { cancel } from './cells/end.ts'
import { fail, retry } from './cells/fail.ts'
import { count, finish, keep } from './cells/forward.ts'
import { defer, prove } from './cells/placing.ts'
import { gather } from './cells/proving.ts'
import { sweep, tidy } from './cells/records.ts'
import { forsake, press, putOff, revoke, stand } from './cells/revoking.ts'
import { hint, lag, poll, wait } from './cells/wait.ts'
import type { Transitions } from './step.ts'

// `drive` sends the phase's commands again, or gives up at its deadline; `gather` waits for both answers; `sweep`
// removes what a late solver wrote; `stand` is for a certificate that is not revoked, `forsake` for one that is.
const open = { 'clock.due': drive, 'cert.cancelled': cancel }
const late = { 'challenge.presented': sweep, 'challenge.pending': sweep }
const closed = { ...late, 'clock.due': remind, 'challenge.cleaned-up': tidy }

/** The whole life of an order. A message its phase does not list is late or repeated, and changes nothing. */
export const transitions = {
  approving: {
    'clock.due': ask,
    'cert.cancelled': cancel,
    'cert.approved': approve,
    'cert.denied': deny,
  },
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
    'webhook.received': hint,
  },
  finalizing: {
    ...open,
    ...late,
    'certificate.issued': keep,
    'order.processing': wait,
    'order.invalid': fail,
    'webhook.received': hint,
    'challenge.cleaned-up': tidy,
  },
  storing: {
    ...open,
    ...late,
    'certificate.stored': finish,
    'certificate.rejected': fail,
    'challenge.cleaned-up': tidy,
  },
  issued: { ...closed, 'cert.revoked': revoke },
  revoking: {
    ...late,
    'clock.due': press,
    'challenge.cleaned-up': tidy,
    'revocation.stored': forsake,
    'revocation.deferred': putOff,
    'revocation.refused': stand,
  },
  revoked: closed,
  failed: { ...closed, 'cert.retried': retry },
  cancelled: closed,
} satisfies Transitions
