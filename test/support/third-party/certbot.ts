import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run, type Task, type ThirdPartyClient } from './third-party.ts'

const NAME = 'proof'

/** With the hooks of its manual plugin, which post to the sandbox's DNS. */
export const certbot: ThirdPartyClient = {
  name: 'certbot',
  obtain: async (task) => {
    const { directoryUrl, names, eab, dns } = task
    const [present, cleanUp] = [
      await hook(task, `${dns.url}/txt/add`, 'present.mjs'),
      await hook(task, `${dns.url}/txt/remove`, 'clean-up.mjs'),
    ]
    await runCertbot(task, [
      ...['certonly', '--server', directoryUrl, '--cert-name', NAME],
      ...['--agree-tos', '--email', 'admin@example.test', '--no-eff-email'],
      ...['--eab-kid', eab.kid, '--eab-hmac-key', eab.hmacKey],
      ...['--manual', '--preferred-challenges', 'dns'],
      ...['--manual-auth-hook', present, '--manual-cleanup-hook', cleanUp],
      ...names.flatMap((name) => ['--domain', name]),
    ])
  },
  renew: (task) =>
    runCertbot(task, [
      ...['renew', '--force-renewal', '--no-random-sleep-on-renew', '--cert-name', NAME],
      ...['--preferred-chain', task.preferredChain],
    ]),
  // By the key of the certificate, and not of the account: RFC 8555 §7.6 has both.
  revoke: (task) => {
    const { chain, key } = certbot.files(task)
    return runCertbot(task, [
      ...['revoke', '--server', task.directoryUrl, '--reason', 'keycompromise'],
      ...['--cert-path', chain, '--key-path', key, '--no-delete-after-revoke'],
    ])
  },
  files: ({ folder }) => ({
    chain: join(folder, 'live', NAME, 'fullchain.pem'),
    key: join(folder, 'live', NAME, 'privkey.pem'),
  }),
}

async function runCertbot({ folder, tlsCaFile }: Task, command: readonly string[]): Promise<void> {
  const own = ['--config-dir', folder, '--work-dir', folder, '--logs-dir', join(folder, 'logs')]
  const env = { REQUESTS_CA_BUNDLE: tlsCaFile }
  await run('certbot', [...command, '--non-interactive', ...own], env)
}

/** A program that posts the record of the challenge it is run for. */
async function hook({ folder }: Task, url: string, name: string): Promise<string> {
  const path = join(folder, name)
  const script = `#!${process.execPath}
const { CERTBOT_DOMAIN, CERTBOT_VALIDATION: value } = process.env
const body = JSON.stringify({ name: \`_acme-challenge.\${CERTBOT_DOMAIN}\`, value })
const { ok } = await fetch(${JSON.stringify(url)}, { method: 'POST', body })
process.exitCode = ok ? 0 : 1
`
  await writeFile(path, script, { mode: 0o700 })
  return path
}
