import { isIP } from 'node:net'
import type { Ca } from './ca.ts'
import { AcmeProblem } from './problem.ts'

/** RFC 8659: the closest records at or above each name have to let this CA issue; throws `caa` where they do not. */
export async function checkCaa(ca: Ca, names: readonly string[]): Promise<void> {
  await Promise.all(names.filter((name) => !isIP(name)).map((name) => checkName(ca, name)))
}

async function checkName(ca: Ca, name: string) {
  const records = await relevant(ca, name.replace(/^\*\./, ''))
  const issue = valuesOf(records, 'issue')
  const wild = valuesOf(records, 'issuewild')
  // §4.3: issuewild, where there is any, is all that counts for a wildcard.
  const values = name.startsWith('*.') && wild.length > 0 ? wild : issue
  if (values.length === 0) return
  if (values.some((value) => ca.policy.caaIdentities.includes(domainOf(value)))) return
  throw new AcmeProblem(403, 'caa', `the CAA records of ${name} let other CAs issue, or none`)
}

async function relevant(ca: Ca, name: string) {
  const labels = name.split('.')
  for (const [at] of labels.entries()) {
    const parent = labels.slice(at).join('.')
    const found = await ca.lookUp.caa(parent, ca.signal).catch(() => {
      throw new AcmeProblem(403, 'caa', `looking up CAA of ${parent} failed`)
    })
    if (found.length > 0) return found
  }
  return []
}

function valuesOf(records: readonly { tag: string; value: string }[], tag: string): string[] {
  return records.filter((each) => each.tag.toLowerCase() === tag).map(({ value }) => value)
}

/** Without its parameters. */
function domainOf(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase()
}
