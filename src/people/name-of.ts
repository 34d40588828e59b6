import type { Loader } from '../platform/database/loader.ts';
import { Role } from '../platform/viewer.ts';
import { tableOfRole } from './table-of-role.ts';

/** The name on record of somebody such as `provider-45`. Null for everyone whom the viewer cannot see. */
export async function nameOf(load: Loader, identity: string) {
  const [, kind, id] = /^(provider|patient|admin)-(\d+)$/.exec(identity) ?? [];
  const role = Object.values(Role).find((one) => one.toLowerCase() === kind);
  if (!role) return null;
  const person: { name: string } | null = await load(tableOfRole[role], Number(id));
  return person?.name ?? null;
}
