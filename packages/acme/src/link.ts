/** Targets of a relation in `Link` headers: RFC 8288, as much of it as ACME needs. Relative ones are resolved. */
export function linkTargets(links: readonly string[], relation: string, base: string): string[] {
  return links
    .flatMap((link) => link.split(/,\s*(?=<)/))
    .flatMap((link) => target(link, relation) ?? [])
    .flatMap((text) => URL.parse(text, base)?.href ?? [])
}

function target(link: string, relation: string): string | undefined {
  const [, url, parameters = ''] = link.match(/^\s*<([^>]{1,2048})>(.*)$/s) ?? []
  const relations = parameters.split(';').flatMap(
    (parameter) =>
      parameter
        .trim()
        .match(/^rel="?([^"]*)"?$/i)?.[1]
        ?.split(/\s+/) ?? [],
  )
  return relations.includes(relation) ? url : undefined
}
