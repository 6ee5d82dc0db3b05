import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ground } from '../support/ground.ts'
import { runToEnd } from '../support/run-to-end.ts'
import { byLibrary } from '../support/webhooks/senders.ts'
import type { Planted, Secrets } from './planted.ts'

const cli = join(import.meta.dirname, '../../packages/cli/src/main.ts')

export interface Handled {
  readonly secrets: Secrets
  /** What was answered and printed. */
  readonly said: string
}

interface Given {
  readonly ground: Pick<Ground, 'folder' | 'env'>
  readonly planted: Planted
  /** Where a service listens. */
  readonly urlOf: (service: string) => string
  /** Where secrets may be. */
  readonly vault: string
}

/** Runs a command, which has to end so. */
export async function certwire(
  { folder, env }: Given['ground'],
  url: string,
  command: readonly string[],
  codes: readonly number[] = [0],
): Promise<string> {
  const args = ['--conditions=certwire-source', cli, ...command]
  const options = { cwd: folder, env: { ...env, CERTWIRE_API_URL: url } }
  const { code, stdout, stderr } = await runToEnd(process.execPath, args, options)
  if (codes.includes(code ?? -1)) return stdout + stderr
  throw new Error(`certwire ${command.join(' ')} ended with ${code}: ${stderr}`)
}

/** Gives a running Certwire further secrets, by the command line, and calls its webhooks rightly and wrongly. */
export async function handleSecrets(given: Given): Promise<Handled> {
  const { ground, planted, urlOf, vault } = given
  const hmacKey = randomBytes(48).toString('base64url')
  const [good, bad] = [join(vault, 'added'), join(vault, 'mistyped')]
  const key = join(vault, 'rolled-over')
  await writeFile(good, hmacKey)
  await writeFile(bad, `${hmacKey}!`)
  const ordering = (codes: readonly number[], ...command: string[]) =>
    certwire(ground, urlOf('ordering'), command, codes)
  const said = [
    await ordering([0], 'eab', 'add', 'pebble', 'kid-2', '--hmac-file', good, '-o', 'json'),
    await ordering([2], 'eab', 'add', 'pebble', 'kid-3', '--hmac-file', bad),
    await ordering([0], 'eab', 'list', '-o', 'json'),
    await ordering([0], 'account', 'rollover', 'pebble', '-o', 'json'),
    await ordering([0], 'account', 'export', 'pebble', '--out', key),
    await ordering([0], 'account', 'list', '-o', 'json'),
    await ordering([0], 'issuer', 'show', 'pebble', '-o', 'json'),
    ...(await webhooks(ground, urlOf('webhook'), planted)),
  ]
  const added = [['added EAB', hmacKey] as const, ['added EAB', Buffer.from(hmacKey, 'base64url')]]
  const rolledOver = ['rolled-over account key', await readFile(key, 'utf8')] as const
  return { said: said.join('\n'), secrets: [...(added as Secrets), rolledOver] }
}

async function webhooks(ground: Given['ground'], own: string, { webhooks: given }: Planted) {
  const { url, signing, password, subscriber } = given
  const body = JSON.stringify({ type: 'issued' })
  const post = async (status: number, path: string, headers: Record<string, string>) => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', body, headers })
    if (answer.status === status) return answer.text()
    throw new Error(`a webhook to ${path} was answered with ${answer.status}`)
  }
  const authorization = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
  const answers = [
    await post(204, '/signed', byLibrary(signing, 'msg_1', body, new Date())),
    await post(401, `/signed?secret=${encodeURIComponent(signing)}`, { 'webhook-id': signing }),
    await post(401, '/signed', { authorization: `Bearer ${signing}` }),
    await post(204, '/named', { authorization: authorization(password) }),
    await post(401, '/named', { authorization: authorization(`${password}.`) }),
    await post(404, `/${encodeURIComponent(signing)}`, {}),
  ]
  const signal = AbortSignal.timeout(30_000)
  while (subscriber.verified.size === 0) await sleep(50, undefined, { signal })
  const lists = ['sources', 'subscribers', 'deliveries'].map((list) =>
    certwire(ground, own, ['webhook', list, '-o', 'json']),
  )
  return [...answers, ...(await Promise.all(lists))]
}
