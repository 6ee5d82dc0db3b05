import { misbehave, type SandboxCa, startSandboxCa } from '@certwire/sandbox'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { connectWindows } from './windows.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const { signal } = new AbortController()
const CERT_ID = 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE'

type Given = Parameters<typeof connectWindows>[0]

function windowsOf(ca: SandboxCa) {
  const { directoryUrl: directory, tlsCaPem: tlsCa } = ca
  const issuers = { ca: { name: 'ca', directory, tlsCa, origins: [] } }
  const windows = connectWindows({ config: { issuers }, clock: () => now } as unknown as Given)
  onTestFinished(() => windows.close())
  return windows
}

describe('a CA with renewal information', () => {
  let ca: SandboxCa
  beforeAll(async () => {
    ca = await startSandboxCa({ dnsServers: [], clock: () => now })
  })
  afterAll(() => ca.close())

  const says = (script: Parameters<SandboxCa['answerNext']>[0]) => {
    ca.answerNext(script, { operation: 'renewalInfo' })
    return windowsOf(ca).ask('ca', CERT_ID, signal)
  }

  test('says its window to anybody', async () => {
    const suggestedWindow = { start: '2026-12-20T00:00:00Z', end: '2026-12-22T00:00:00Z' }
    const json = { 'content-type': 'application/json' }

    const answer = await says(misbehave.answer(200, json, JSON.stringify({ suggestedWindow })))

    const [start, end] = [new Date(suggestedWindow.start), new Date(suggestedWindow.end)]
    expect(answer).toEqual({ info: { window: { start, end } } })
    expect(ca.ledger.accounts).toBe(0)
  })

  test('that does not know the certificate refuses', async () => {
    expect(await windowsOf(ca).ask('ca', CERT_ID, signal)).toEqual({ untold: 'refused' })
  })

  test.each([429, 503])(
    'that answers with %i does so for now, and its patience is asked for',
    async (status) => {
      const answer = await says(
        misbehave.problem(status, 'rateLimited', 'later', { retryAfter: '60' }),
      )

      expect(answer).toEqual({
        untold: 'for now',
        retryAfter: new Date('2026-11-24T12:01:00.000Z'),
      })
    },
  )

  test('that hangs up does so for now', async () => {
    expect(await says(misbehave.hangUp)).toEqual({ untold: 'for now' })
  })

  test('that answers with nonsense refuses', async () => {
    expect(await says(misbehave.answer(200, {}, '<html>'))).toEqual({ untold: 'refused' })
  })

  test('is not waited for by whoever has given up', async () => {
    const asked = windowsOf(ca).ask('ca', CERT_ID, AbortSignal.abort(new Error('enough')))

    await expect(asked).rejects.toThrow('enough')
  })
})

test('a CA without renewal information offers none, and neither does one that nobody configured', async () => {
  const ca = await startSandboxCa({ dnsServers: [], clock: () => now, renewalInfo: false })
  onTestFinished(() => ca.close())
  const windows = windowsOf(ca)

  expect(await windows.ask('ca', CERT_ID, signal)).toEqual({ untold: 'not offered' })
  expect(await windows.ask('gone', CERT_ID, signal)).toEqual({ untold: 'not offered' })
})
