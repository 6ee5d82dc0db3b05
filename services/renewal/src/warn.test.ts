import { CertExpiring, type Problem } from '@certwire/contracts'
import { parse } from '@certwire/runtime'
import { expect, test } from 'vitest'
import { certificateOf, renewalOf, stage } from './test-stage.ts'
import { warned } from './warn.ts'

const problem: Problem = {
  ...{ code: 'ERR_TEST', reason: 'It did not work.', actor: 'ca', remedy: 'None.' },
  retryable: false,
}
const renewal = renewalOf(certificateOf('1'))

/** A stage on this day of the certificate's 90, and what was said of its end. */
async function at(day: number) {
  const { deps, packets, state } = await stage()
  state.day = day
  const said = () =>
    packets.map((packet) =>
      parse(CertExpiring, { ...packet, headers: {}, storedId: '1', attempt: 1 }),
    )
  return { deps, state, said }
}

test('a certificate that expires soon is told with what keeps it from being renewed', async () => {
  const { deps, said } = await at(75)

  await warned({ ...renewal, problem }, deps)

  expect(said()).toMatchObject([
    {
      ...{ id: 'crt_1.expiring.1', orderId: 'ord_1' },
      data: { names: ['1.example'], certificate: { certificateId: 'crt_1' }, problem },
    },
  ])
})

test('that is said once for each time, the latest if several have passed', async () => {
  const { deps, said, state } = await at(84)

  const once = await warned(renewal, deps)
  const twice = await warned(once, deps)
  state.day = 85
  await warned(twice, deps)

  expect(said().map(({ id }) => id)).toEqual(['crt_1.expiring.3', 'crt_1.expiring.4'])
})

test('as long as there is time nothing is said', async () => {
  const { deps, said } = await at(74.9)

  expect(await warned(renewal, deps)).toBe(renewal)
  expect(said()).toEqual([])
})

test('what could not be said counts as not said', async () => {
  const { deps, said, state } = await at(75)
  state.away = true
  await expect(warned(renewal, deps)).rejects.toThrow('away')
  state.away = false

  await warned(renewal, deps)

  expect(said()).toHaveLength(1)
})
