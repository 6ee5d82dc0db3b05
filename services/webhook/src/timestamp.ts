const WINDOW_S = 300

/** Whether a time in Unix seconds is within five minutes of now, behind or ahead. Text that is no such time is not. */
export function isFresh(text: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(text)) return false
  return Math.abs(Number(text) - now.getTime() / 1000) <= WINDOW_S
}
