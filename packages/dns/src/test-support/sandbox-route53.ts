import { type SandboxRoute53Options, startSandboxRoute53 } from '@certwire/sandbox'
import { onTestFinished, vi } from 'vitest'
import type { DnsProviderContext, TxtChange, TxtValue } from '../provider.ts'
import { route53 } from '../providers/route53.ts'
import { context } from './context.ts'

interface Given {
  readonly aws?: Partial<SandboxRoute53Options>
  readonly config?: Partial<Parameters<typeof route53.connect>[0]>
  readonly context?: Partial<DnsProviderContext>
}

const signal = new AbortController().signal

export const at = (name: string, ...values: string[]): TxtValue[] =>
  values.map((value) => ({ name, value }))
export const many = (count: number): TxtValue[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ name: `_acme-challenge.n${index}.example.com`, value: `${index}`.padStart(43, '-') },
  }))

/** Route 53 with the zones of the provider suite, and the provider on it. It is gone when the test is. */
export async function sandboxRoute53(given: Given = {}) {
  awsEnvironment()
  const zones = [
    { name: 'example.com', id: 'Z1' },
    { name: 'example.net', id: 'Z2' },
  ]
  const aws = await startSandboxRoute53({ zones, ...given.aws })
  onTestFinished(() => aws.close())
  const config = route53.config.parse({ endpoint: aws.endpoint, ...given.config })
  const dns = route53.connect(config, { ...context, ...given.context })
  return {
    ...{ aws, dns },
    change: (change: Partial<TxtChange>, zone = 'example.com') =>
      dns.change(zone, { add: [], remove: [], ...change }, signal),
    add: (records: readonly TxtValue[]) => {
      for (const { name, value } of records) aws.add({ name, type: 'TXT', value })
    },
    records: (): TxtValue[] => aws.records().map(({ name, value }) => ({ name, value })),
    /** The operations of every call so far, and what became of them. */
    calls: () => aws.calls.map(({ operation, outcome }) => `${operation} ${outcome}`),
  }
}

export const accessKey = {
  AWS_ACCESS_KEY_ID: 'AKIDOFTHETEST',
  AWS_SECRET_ACCESS_KEY: 's3cr3t+of/it',
}

/** What AWS's tools find credentials in, for one test, and nothing else of this machine. */
export function awsEnvironment(more: Record<string, string | undefined> = {}): void {
  const nothing = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }
  const none = { AWS_PROFILE: undefined, AWS_REGION: undefined, AWS_SESSION_TOKEN: undefined }
  const all = { ...accessKey, ...nothing, ...none, AWS_EC2_METADATA_DISABLED: 'true', ...more }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
}
