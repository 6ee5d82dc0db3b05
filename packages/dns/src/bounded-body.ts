export interface BoundedBody {
  readonly bytes: Buffer
  readonly text: string
  readonly isCut: boolean
}

/** As much as anybody reads. Of what is longer, or has no end, the rest is never received. */
export async function boundedBody(response: Response, limitBytes: number): Promise<BoundedBody> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > limitBytes) break
  }
  const bytes = Buffer.concat(chunks).subarray(0, limitBytes)
  return { bytes, text: bytes.toString('utf8'), isCut: size > limitBytes }
}

/** A portal, a log-in page or a proxy's error: it comes from whoever is in between. */
export const isWebPage = (text: string): boolean => /^\s*<(!doctype\s+html|html)\b/i.test(text)
