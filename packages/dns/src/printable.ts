/** Text from outside, made fit for an error or a report: printable ASCII, one line, at most `limit` characters. */
export function printable(text: string, limit: number): string {
  const clean = text.replace(/[^\x21-\x7e]+/g, ' ').trim()
  return clean.length > limit ? `${clean.slice(0, limit - 1)}~` : clean
}
