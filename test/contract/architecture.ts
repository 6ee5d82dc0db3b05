type Table = Readonly<Record<string, readonly string[]>>

/** Who may know whom. The command line composes all of it. */
export const mayKnow: Table = {
  'packages/acme': ['http'],
  'packages/budgets': ['config', 'contracts', 'domain', 'store'],
  'packages/bus': [],
  'packages/cli': [
    ...['bus', 'config', 'contracts', 'dns', 'hvca', 'issuers', 'runtime', 'sandbox', 'secrets'],
    ...['finalization', 'ops', 'ordering', 'renewal', 'solver', 'storage', 'store', 'validation'],
    'webhook',
  ],
  'packages/config': ['acme', 'dns', 'secrets'],
  'packages/contracts': [],
  'packages/dns': ['http'],
  'packages/documents': ['contracts', 'domain', 'store'],
  'packages/domain': ['contracts'],
  'packages/http': [],
  'packages/hvca': ['http'],
  'packages/issuers': [
    ...['acme', 'budgets', 'config', 'contracts', 'domain', 'hvca', 'secrets', 'store'],
  ],
  'packages/pki': [],
  'packages/runtime': ['bus', 'config', 'contracts', 'secrets', 'store'],
  'packages/sandbox': [],
  'packages/secrets': [],
  'packages/store': [],
  'packages/testkit': [],
  'services/finalization': [
    ...['acme', 'budgets', 'contracts', 'documents', 'issuers', 'runtime', 'store'],
  ],
  'services/ops': ['contracts', 'documents', 'domain', 'runtime', 'store'],
  'services/ordering': [
    ...['acme', 'budgets', 'contracts', 'dns', 'documents', 'domain', 'hvca', 'issuers', 'pki'],
    ...['runtime', 'store'],
  ],
  'services/renewal': [
    ...['acme', 'contracts', 'documents', 'domain', 'issuers', 'pki', 'runtime', 'store'],
  ],
  'services/solver': ['contracts', 'dns', 'documents', 'runtime', 'store'],
  'services/storage': [
    ...['contracts', 'documents', 'issuers', 'pki', 'runtime', 'secrets', 'store'],
  ],
  'services/validation': ['acme', 'budgets', 'contracts', 'issuers', 'runtime'],
  // It judges by the configuration’s own rules whom it may call, once more at each call.
  'services/webhook': ['config', 'contracts', 'http', 'runtime', 'store'],
}

/** Foreign libraries with few doors: the others speak to our port in front of them. */
export const doors: Table = {
  '@aws-sdk/client-route-53': ['packages/dns'],
  '@aws-sdk/credential-providers': ['packages/dns'],
  '@nats-io/jetstream': ['packages/bus'],
  '@nats-io/nats-core': ['packages/bus'],
  '@nats-io/transport-node': ['packages/bus'],
  'acme-client': ['packages/acme'],
  cloudflare: ['packages/dns'],
  // Testkit drops the databases that tests have made.
  mongodb: ['packages/store', 'packages/testkit'],
  nats: ['packages/bus'],
  // The sandbox's CA knows nothing of ours, so that its certificates are a second opinion on ours.
  pkijs: ['packages/pki', 'packages/sandbox'],
}

/** What each may bring into production. A library that is new here is a decision, not an import. */
export const mayUse: Table = {
  'packages/acme': ['acme-client', 'undici', 'zod'],
  'packages/budgets': ['zod'],
  'packages/bus': ['@nats-io/jetstream', 'nats'],
  'packages/cli': [...['cli-table3', 'commander', 'eventsource-parser', 'listr2', 'yaml'], 'zod'],
  'packages/config': ['fastest-levenshtein', 'yaml', 'zod'],
  'packages/contracts': ['zod'],
  'packages/dns': [
    ...['@aws-sdk/client-route-53', '@aws-sdk/credential-providers', 'cloudflare', 'dns-packet'],
    ...['undici', 'zod'],
  ],
  'packages/documents': ['zod'],
  'packages/domain': ['tldts', 'zod'],
  'packages/http': [],
  'packages/hvca': ['undici', 'zod'],
  'packages/issuers': ['zod'],
  'packages/pki': ['asn1js', 'pkijs'],
  'packages/runtime': ['fastify', 'pino', 'zod'],
  'packages/sandbox': ['asn1js', 'dns-packet', 'jose', 'pkijs', 'tldts', 'zod'],
  'packages/secrets': ['zod'],
  'packages/store': ['mongodb', 'zod'],
  'packages/testkit': [
    ...['@peculiar/x509', 'bson', 'mongodb', 'mongodb-memory-server-core', 'reflect-metadata'],
  ],
  'services/finalization': [],
  'services/ops': ['fastify', 'zod'],
  'services/ordering': ['fastify', 'zod'],
  'services/renewal': ['fastify', 'zod'],
  'services/solver': ['zod'],
  'services/storage': ['fastify', 'zod'],
  'services/validation': [],
  'services/webhook': ['fastify', 'undici', 'zod'],
}
