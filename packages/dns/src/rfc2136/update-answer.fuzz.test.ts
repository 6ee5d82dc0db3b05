import { expect, test } from 'vitest'
import { DnsQueryError } from '../query-error.ts'
import { damaged, noise } from '../test-support/noise.ts'
import { badSignature, plain, signed } from '../test-support/recorded-updates.ts'
import { readUpdateAnswer } from './update-answer.ts'

const PACKETS = 100_000
const [{ key, request, accepted }] = signed
const MAC = { octets: 32, beforeEnd: 38 }
const asked = { message: request, mac: request.subarray(-MAC.beforeEnd).subarray(0, MAC.octets) }
/** Header and zone, all that an answer says beside its signature. */
const SAID = 29
const honest = [accepted, accepted, badSignature, plain.refused].map((bytes) => {
  const ours = Buffer.from(bytes)
  request.copy(ours, 0, 0, 2)
  return ours
})

function outcome(bytes: Buffer): 'trusted' | 'answer' | 'not ours' | 'malformed' {
  try {
    const answer = readUpdateAnswer(asked, key, bytes)
    if (!answer) return 'not ours'
    return answer.isTrusted ? 'trusted' : 'answer'
  } catch (error) {
    if (error instanceof DnsQueryError && error.code === 'ERR_DNS_MALFORMED') return 'malformed'
    throw error
  }
}

test('whatever answers an update, only what the server signed is trusted', {
  timeout: 60_000,
}, () => {
  const { trials, chance } = noise('update answers', PACKETS)
  const seen = { trusted: 0, answer: 0, malformed: 0, 'not ours': 0 }

  for (let packet = 0; packet < trials; packet += 1) {
    const bytes = damaged(honest[chance(honest.length)] ?? accepted, chance)
    const what = outcome(bytes)
    seen[what] += 1
    if (what === 'trusted' && !bytes.subarray(0, SAID).equals(accepted.subarray(0, SAID)))
      expect.fail(`packet ${packet} ${bytes.toString('hex')} is trusted`)
  }

  process.stdout.write(`${JSON.stringify(seen)}\n`)
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(trials / 1000)
})
