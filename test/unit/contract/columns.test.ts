import { EntitySchema } from '@mikro-orm/core';
import { getMetadataStorage } from 'type-graphql';
import { expect, test } from 'vitest';
import { entities } from '../../../src/slices.ts';

const fields = entities.flatMap((entity) => {
  const { properties } = EntitySchema.REGISTRY.get(entity)?.init().meta ?? {};
  return getMetadataStorage()
    .fields.filter(({ target }) => target === entity)
    .map(({ name, typeOptions }) => ({
      field: `${entity.name}.${name}`,
      isNullable: typeOptions.nullable === true,
      column: properties?.[name as keyof typeof properties],
    }));
});

test('every field that an entity declares is a property of it, for a field without one would always be null', () => {
  expect(fields.length).toBeGreaterThan(20);
  expect(fields.filter(({ column }) => !column).map(({ field }) => field)).toEqual([]);
});

test('a field may be null just where its column may', () => {
  const differ = fields.filter(
    ({ column, isNullable }) => column && (column.nullable ?? false) !== isNullable,
  );
  expect(differ.map(({ field }) => field)).toEqual([]);
});
