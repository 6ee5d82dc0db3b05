import { expect, test } from 'vitest'
import { challenge, server, stage } from '../test-support/preflight-stage.ts'

const holding = (values: readonly string[]) => {
  const txt = { ...server, [`TXT ${challenge}`]: values.map((value) => `TXT ${value}`) }
  return stage({ world: { '192.0.2.1': txt, '192.0.2.2': txt } })
}
const several = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => String(index).padEnd(length, 'x'))

test.each([
  ['a few', several(20, 43), 'ok: 20 TXT values, 1120 bytes'],
  ['many', several(21, 43), 'warning ERR_DNS_TXT_CROWDED: 21 TXT values, 1176 bytes'],
  ['large', several(18, 255), 'warning ERR_DNS_TXT_CROWDED: 18 TXT values, 4824 bytes'],
])('values that are %s', async (_what, values, expected) => {
  expect(await holding(values).says('txt')).toBe(expected)
})
