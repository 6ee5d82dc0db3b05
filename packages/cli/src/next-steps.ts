import type { Config } from '@certwire/config'
import type { OrderId } from '@certwire/contracts'

/** What to type in another terminal, in the words by which this process was started. */
export function nextSteps(
  url: string,
  orderId: OrderId | undefined,
  { defaultIssuer, sandbox }: Config,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const certwire = env.npm_lifecycle_event === undefined ? 'certwire' : 'npm run -s certwire --'
  const zone = defaultIssuer === 'sandbox' ? sandbox.zones[0] : undefined
  const lines = [
    ...(orderId === undefined ? [] : [`order show ${orderId}`]),
    `request www.${zone ?? 'example.com'} --wait`,
    'order list',
    'events --follow',
    '--help',
  ]
  return `
Certwire is up at ${url}. In another terminal, in this folder:
${lines.map((line) => `  ${certwire} ${line}`).join('\n')}
Ctrl-C stops it.`
}
