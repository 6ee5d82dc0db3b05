import { invalidInput } from './route53-error.ts'

/** What was asked for, but never more than the largest. */
export function pageSize(query: URLSearchParams, largest: number): number {
  const wanted = query.get('maxitems') ?? String(largest)
  if (!/^[1-9]\d{0,8}$/.test(wanted)) throw invalidInput('Invalid value for maxitems')
  return Math.min(Number(wanted), largest)
}
