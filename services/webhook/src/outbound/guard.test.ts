import type { lookup as systemLookup } from 'node:dns'
import { isPublicAddress } from '@certwire/config'
import { expect, onTestFinished, test } from 'vitest'
import { now, secret, signal } from '../test-stage.ts'
import { guardedAgent } from './guard.ts'
import { send } from './send.ts'
import { startSubscriber, subscriberAt } from './test-stage.ts'

/** A resolver that gives these addresses, one answer after the other, and counts. */
function resolver(...answers: string[][]) {
  const asked: string[] = []
  const lookup = ((hostname: string, _: object, callback: (...given: unknown[]) => void) => {
    asked.push(hostname)
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? []
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as unknown as typeof systemLookup
  return { asked, lookup }
}

function sendTo(url: string, lookup: typeof systemLookup, isAllowed = isPublicAddress) {
  const agent = guardedAgent({ lookup, isAllowed })
  onTestFinished(() => agent.destroy())
  const delivery = { _id: 'msg_1', body: '{}' }
  return send(subscriberAt(url), delivery, { agent, clock: () => now }, signal)
}

const refused = {
  kind: 'refused',
  problem: 'It leads to an address that is not on the Internet, and is not called.',
}

test.each([
  [['127.0.0.1']],
  [['10.0.0.1']],
  [['169.254.169.254']],
  [['::1']],
  [['::ffff:127.0.0.1']],
  [['64:ff9b::7f00:1']],
  [['fd00:ec2::254']],
  [['8.8.8.8', '127.0.0.1']],
  [[]],
])('a name that leads to %j is not called', async (addresses) => {
  const { url, heard } = await startSubscriber()
  const { lookup } = resolver(addresses)

  const sent = await sendTo(url.replace('127.0.0.1', 'hooks.example.com'), lookup)

  expect([sent, heard]).toEqual([refused, []])
})

test.each(['http://127.0.0.1:PORT/hook', 'http://[::ffff:127.0.0.1]:PORT/hook'])(
  'an address that is none of the Internet is not called without a name either: %s',
  async (form) => {
    const { url, heard } = await startSubscriber()
    const { asked, lookup } = resolver(['8.8.8.8'])

    const sent = await sendTo(form.replace('PORT', new URL(url).port), lookup)

    expect([sent, heard, asked]).toEqual([refused, [], []])
  },
)

test('what is dialled is what was looked at: a name that changes its mind is refused', async () => {
  const { url, heard } = await startSubscriber()
  const { asked, lookup } = resolver(['127.0.0.1'], ['127.0.0.2'])
  const named = url.replace('127.0.0.1', 'hooks.example.com')
  const isAllowed = (address: string) => address === '127.0.0.1'

  const first = await sendTo(named, lookup, isAllowed)
  const second = await sendTo(named, lookup, isAllowed)

  expect([first, second]).toEqual([{ kind: 'delivered' }, refused])
  expect([asked.length, heard.length]).toEqual([2, 1])
})

test('what it met with is told without the URL, which may hold a secret', async () => {
  const lookup = ((_: string, __: object, callback: (error: Error) => void) =>
    callback(Object.assign(new Error(`getaddrinfo ${secret}`), { code: 'ENOTFOUND' }))) as unknown

  expect(await sendTo('http://hooks.example.com/', lookup as typeof systemLookup)).toEqual({
    ...{ kind: 'refused', problem: 'It could not be reached (ENOTFOUND).' },
  })
})
