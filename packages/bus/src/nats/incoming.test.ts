import { expect, test } from 'vitest'
import { origin } from './incoming.ts'

test('the stored id names stream, time and sequence, whichever form the ack subject has', () => {
  const expected = { storedId: 'CERT_EVENTS-1700000000123456789-42', attempt: 3 }

  expect(origin('$JS.ACK.CERT_EVENTS.solver.3.42.7.1700000000123456789.5')).toEqual(expected)
  expect(origin('$JS.ACK.hub.ACC.CERT_EVENTS.solver.3.42.7.1700000000123456789.5')).toEqual(
    expected,
  )
  expect(origin('$JS.ACK.hub.ACC.CERT_EVENTS.solver.3.42.7.1700000000123456789.5.rnd')).toEqual(
    expected,
  )
})
