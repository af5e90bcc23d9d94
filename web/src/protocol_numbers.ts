// A canonical protocol as a list of its numbers, each with its source or the reason why it was chosen.

export interface ProtocolDocument {
  id: string;
  version: number;
  title: string;
  sources?: Record<string, { title: string; where: string; how_sure: string }>;
  [section: string]: unknown;
}

export interface ProtocolNumber {
  /** Dotted, as in the protocol's file. */
  key: string;
  value: string;
  source?: string;
  chosen?: string;
}

type Node = Record<string, unknown>;
const isNode = (x: unknown): x is Node => typeof x === "object" && x !== null && !Array.isArray(x);

function plain(x: unknown): string {
  if (Array.isArray(x)) return x.map(plain).join(", ");
  if (isNode(x)) {
    return Object.entries(x)
      .map(([k, v]) => `${k} ${plain(v)}`)
      .join(", ");
  }
  return String(x);
}

function walk(node: unknown, key: string, found: ProtocolNumber[]): void {
  if (Array.isArray(node)) {
    for (const entry of node) walk(entry, isNode(entry) && typeof entry.id === "string" ? `${key}.${entry.id}` : key, found);
    return;
  }
  if (!isNode(node)) return;
  const source = typeof node.source === "string" ? node.source : undefined;
  const chosen = typeof node.chosen === "string" ? node.chosen : undefined;
  if (source !== undefined || chosen !== undefined) {
    found.push({ key, value: plain(node.value ?? node.dose ?? node.force_permille ?? ""), source, chosen });
    return;
  }
  for (const [name, member] of Object.entries(node)) walk(member, key ? `${key}.${name}` : name, found);
}

export function protocolNumbers(protocol: ProtocolDocument): ProtocolNumber[] {
  const found: ProtocolNumber[] = [];
  for (const [name, member] of Object.entries(protocol)) {
    if (name !== "sources") walk(member, name, found);
  }
  return found;
}
