import { z } from 'zod'
import type { Policy } from './policy.ts'
import { AcmeProblem, malformed, shown } from './problem.ts'

const Contact = z.array(z.string().max(320)).max(10)

/** RFC 8555 §7.3: mailto URLs of one address each, without header fields. */
export function checkContact(contact: unknown, { requiresContact }: Policy): string[] {
  const parsed = Contact.safeParse(contact)
  if (!parsed.success) throw malformed('contact is a list of up to ten URLs')
  if (requiresContact && parsed.data.length === 0) {
    throw new AcmeProblem(400, 'invalidContact', 'this CA wants an address for each account')
  }
  for (const url of parsed.data) {
    if (!url.toLowerCase().startsWith('mailto:')) {
      throw new AcmeProblem(400, 'unsupportedContact', `${shown(url)} is not a mailto URL`)
    }
    if (!/^[^\s@,?]+@[^\s@,?]+\.[^\s@,?]+$/.test(url.slice('mailto:'.length))) {
      throw new AcmeProblem(400, 'invalidContact', `${shown(url)} is not exactly one address`)
    }
  }
  return parsed.data
}
