import { CliError } from './cli-error.ts'

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** An instant in RFC 3339, or a span back from now: `15m`. */
export function instant(text: string, now: Date): string {
  const [, count, unit = ''] = text.match(/^(\d{1,6})([smhd])$/) ?? []
  if (count !== undefined)
    return new Date(now.getTime() - Number(count) * (units[unit] ?? 0)).toISOString()
  const time = Date.parse(text)
  if (Number.isNaN(time))
    throw new CliError(
      'ERR_USAGE',
      `"${text}" is neither an instant (RFC 3339) nor a span like 15m.`,
      'usage',
    )
  return new Date(time).toISOString()
}
