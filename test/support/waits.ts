/** What an order waits for, phase by phase. */
export const waits = [
  { phase: 'placing', command: 'ordering.place', answer: 'order.placed' },
  { phase: 'proving', command: 'solver.present', answer: 'challenge.presented' },
  { phase: 'proving', command: 'storage.prepare', answer: 'csr.prepared' },
  { phase: 'validating', command: 'validation.validate', answer: 'authorization.valid' },
  { phase: 'finalizing', command: 'finalization.finalize', answer: 'certificate.issued' },
  { phase: 'storing', command: 'storage.store', answer: 'certificate.stored' },
]

/** Every message on the way to a certificate, and the phase of an order that it has not reached yet. */
export const stops = waits.flatMap(({ phase, command, answer }) => [
  { phase, type: command },
  { phase, type: answer },
])
