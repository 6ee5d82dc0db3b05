import { join } from 'node:path'
import { run, type Task, type ThirdPartyClient } from './third-party.ts'

/** With its `httpreq` provider, whose protocol the sandbox's DNS speaks. */
export const lego: ThirdPartyClient = {
  name: 'lego',
  obtain: (task) => runLego(task, ['run']),
  renew: (task) =>
    runLego(task, [
      ...['renew', '--days', '1000', '--no-random-sleep'],
      ...['--preferred-chain', task.preferredChain],
    ]),
  revoke: (task) => runLego(task, ['revoke', '--keep', '--reason', '1']),
  files: ({ folder, names: [first] }) => ({
    chain: join(folder, 'certificates', `${first}.crt`),
    key: join(folder, 'certificates', `${first}.key`),
  }),
}

async function runLego(task: Task, command: readonly string[]): Promise<void> {
  const { folder, directoryUrl, tlsCaFile, names, eab, dns } = task
  const args = [
    ...['--path', folder, '--server', directoryUrl, '--accept-tos'],
    ...['--email', 'admin@example.test', '--eab', '--kid', eab.kid, '--hmac', eab.hmacKey],
    ...['--dns', 'httpreq', '--dns.resolvers', dns.address, '--dns.disable-cp'],
    ...names.flatMap((name) => ['--domains', name]),
  ]
  const env = { LEGO_CA_CERTIFICATES: tlsCaFile, HTTPREQ_ENDPOINT: dns.url }
  await run('lego', [...args, ...command], env)
}
