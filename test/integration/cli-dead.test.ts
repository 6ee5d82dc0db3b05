import { type Bus, natsBus } from '@certwire/bus'
import { type DeadLetter, streams } from '@certwire/contracts'
import { type NatsServer, startNatsServer } from '@certwire/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CliFolder, type CliProcess, cliFolder } from '../support/cli-process.ts'
import { onNatsServers } from '../support/nats.ts'

const event = { specversion: '1.0', id: '7', source: '/crm', type: 'cert.requested', data: {} }

/** What nobody can understand, and the code that says why. */
const broken: readonly (readonly [code: string, body: string])[] = [
  ['ERR_MESSAGE_NOT_JSON', 'names: a.example.org'],
  ['ERR_MESSAGE_NOT_JSON', '"'.repeat(1_000_000)],
  ['ERR_MESSAGE_MALFORMED', `{"names":["${'\\u0001'.repeat(170_000)}"]}`],
  ['ERR_MESSAGE_MALFORMED', '{"names":[],"__proto__":{"polluted":true}}'],
  ['ERR_MESSAGE_MALFORMED', '{"names":"a.example.org"}'],
  ['ERR_MESSAGE_VERSION', JSON.stringify({ ...event, specversion: '9' })],
  ['ERR_MESSAGE_VERSION', JSON.stringify({ ...event, type: 'cert.requested-v9' })],
  ['ERR_MESSAGE_TYPE', JSON.stringify({ ...event, type: 'order.placed' })],
]

onNatsServers('messages that nobody can understand', ({ binary }) => {
  let folder: CliFolder
  let nats: NatsServer
  let upstream: Bus
  let running: CliProcess

  beforeEach(async () => {
    folder = await cliFolder()
    nats = await startNatsServer({ binary })
    upstream = await natsBus({ url: nats.url, name: 'upstream', streams })
    running = folder.run(['up'], { CERTWIRE_DEFAULT_ISSUER: 'letsencrypt', NATS_URL: nats.url })
    await running.until(/"msg":"up"/)
  })
  afterEach(async () => {
    running.kill('SIGTERM')
    await running.exit
    await upstream.close()
    await nats.stop()
    await folder.close()
  })

  const letters = async (): Promise<DeadLetter[]> => {
    const child = folder.run(['dead', 'list', '-o', 'json'])
    await child.exit
    return JSON.parse(child.stdout)
  }
  const dead = async (...args: string[]) => {
    const child = folder.run(['dead', ...args])
    return { code: await child.exit, stdout: child.stdout, stderr: child.stderr }
  }

  test('are filed with a code and a reason, and can be sent again', async () => {
    const packets = broken.map(([, body], n) => ({ subject: 'cert.requested', id: `b${n}`, body }))
    await upstream.publish(packets)
    await expect.poll(async () => (await letters()).length, { timeout: 20_000 }).toBe(broken.length)

    const filed = await letters()
    const whole = filed.find(({ body }) => body === broken[0]?.[1])
    const shown = await dead('show', whole?.id ?? '')
    const again = await dead('requeue', whole?.id ?? '')
    const cut = await dead('requeue', filed.find(({ truncated }) => truncated)?.id ?? '')

    expect(filed.map(({ code }) => code).sort()).toEqual(broken.map(([code]) => code).sort())
    expect(shown).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^reason +The message is not JSON\.$/m),
    })
    expect(again).toMatchObject({ code: 0, stdout: `Requeued  ${whole?.id}\n` })
    expect(cut).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/^error: ERR_DEAD_UNSENDABLE: /),
    })
    await expect
      .poll(async () => (await letters()).map(({ id }) => id), { timeout: 20_000 })
      .not.toContain(whole?.id)
  })
})
