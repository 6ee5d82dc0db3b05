/** `3m12s`, `89d`: how long between two instants, in the two units that matter. */
export function span(from: Date, to: Date): string {
  const seconds = Math.round(Math.abs(to.getTime() - from.getTime()) / 1000)
  const [days = 0, hours = 0, minutes = 0] = [86_400, 3600, 60].map((unit) =>
    Math.floor(seconds / unit),
  )
  if (days > 9) return `${days}d`
  if (days > 0) return `${days}d${hours % 24}h`
  if (hours > 0) return `${hours}h${minutes % 60}m`
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`
}
