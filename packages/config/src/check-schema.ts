import type { z } from 'zod'
import type { Findings } from './config-error.ts'
import { knownKeys } from './known-keys.ts'
import { nearest } from './nearest.ts'
import { type Parsed, Schema } from './schema.ts'

/** The tree as a configuration, or nothing and a finding for each thing that is wrong with it. */
export function checkSchema(tree: unknown, findings: Findings): Parsed | undefined {
  const parsed = Schema.safeParse(tree)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) report(issue, findings)
  return undefined
}

function report(issue: z.core.$ZodIssue, findings: Findings): void {
  const { path, message } = issue
  if (issue.code !== 'unrecognized_keys') {
    findings.push({ path: written(path), code: 'ERR_CONFIG_INVALID', message })
    return
  }
  const known = knownKeys(Schema, path)
  for (const key of issue.keys)
    findings.push({
      path: written([...path, key]),
      code: 'ERR_CONFIG_UNKNOWN_KEY',
      message: `is no key${nearest(key, known)}`,
    })
}

/** `dns.zones[0].provider` */
function written(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
  return text.join('').replace(/^\./, '') || 'certwire.yaml'
}
