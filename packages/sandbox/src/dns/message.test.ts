import { expect, test } from 'vitest'
import { readQuery } from './message.ts'
import { resolve } from './resolve.ts'
import { query, read } from './test-client.ts'
import { createZones } from './zones.ts'

const zones = createZones(['example.test'], () => new Date(0))
const name = '_acme-challenge.example.test'
zones.change({ add: [{ name, type: 'TXT', value: 'v' }] })

function answer(message: Buffer): Buffer | undefined {
  const read = readQuery(message, 'udp')
  if (read === undefined || 'refused' in read) return read?.refused
  return read.reply(resolve(zones, read.question))
}

test('whatever comes is answered or dropped, and never more than a datagram is sent', () => {
  // biome-ignore lint/style/noProcessEnv: a failing seed is given back to the test from outside.
  const seed = Number(process.env.CERTWIRE_SEED ?? Date.now() % 1_000_000)
  process.stdout.write(`dns noise: CERTWIRE_SEED=${seed}\n`)
  const random = below(seed)

  for (let round = 0; round < 20_000; round++) {
    const message = query(name, 'TXT', { edns: { size: 512 + random(4000) } })
    for (let hit = 0; hit <= random(6); hit++) message[random(message.length)] = random(256)
    const cut = random(4) === 0 ? message.subarray(0, random(message.length)) : message
    expect(answer(cut)?.length ?? 0, `round ${round}`).toBeLessThanOrEqual(1232)
  }
})

test('an answer to an answer is not sent', () => {
  const response = query(name, 'TXT')
  response.writeUInt16BE(0x8000, 2)

  expect(answer(response)).toBe(undefined)
  expect(answer(Buffer.alloc(11))).toBe(undefined)
})

test('a label that no codec can echo is a format error, not another name', () => {
  const dotted = query('a-b.example.test', 'TXT')
  dotted.write('.', dotted.indexOf('-'))

  const answered = read(answer(dotted) ?? Buffer.alloc(0))

  expect(answered).toMatchObject({ rcode: 1, questions: [] })
})

/** A linear congruential sequence: enough for noise, and the same for the same seed. */
function below(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % limit
  }
}
