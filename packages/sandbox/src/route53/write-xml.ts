const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
/** XML 1.0 §2.2: what cannot be in a document, not even as a reference. */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** An element that holds text, whatever that is. */
export const leaf = (name: string, text: string | number | boolean): string => {
  const escaped = String(text)
    .replace(NO_CHARACTER, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
  return `<${name}>${escaped}</${name}>`
}

/** An element that holds elements, those that are absent left out. */
export const branch = (name: string, ...children: readonly (string | undefined)[]): string =>
  `<${name}>${children.join('')}</${name}>`

export const document = (name: string, ...children: readonly (string | undefined)[]): string =>
  `<?xml version="1.0"?>\n<${name} xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${children.join('')}</${name}>`
