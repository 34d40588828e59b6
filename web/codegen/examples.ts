import type { PluginFunction, Types } from '@graphql-codegen/plugin-helpers';
import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parseConstValue,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';

/** The web client's operations that are shown in schema/examples: what each is for, and values to try it with. */
export const EXAMPLES: Record<string, { purpose: string; values?: Record<string, string> }> = {
  AuditLog: {
    purpose: 'For admins: who was refused what, newest first.',
    values: { filter: '{ allowed: false }' },
  },
  ChangeOrganizationSettings: {
    purpose: 'For admins: change settings, all or none, or take them back with null.',
    values: { changes: '[{ key: "clinic.time_zone", value: "Europe/Berlin" }]' },
  },
  CreatePatientLink: {
    purpose:
      "The provider's link for the patient, to send on, once the visit has started. Whoever has it joins as the patient.",
    values: { appointmentId: '"123"', identity: '"patient-89"' },
  },
  OrganizationFindings: {
    purpose: 'For admins: which settings are broken, and what must the Jitsi server be told?',
  },
  OrganizationSettings: {
    purpose: 'For admins: how the organization is set up. A secret is only said to be set.',
  },
  SaveSoapNote: {
    purpose:
      'Autosave: pass back the version last seen, 0 for none yet, and get CONFLICT if another tab was faster.',
    values: { appointmentId: '"123"', note: '{ plan: "Rest, and a call in two weeks." }' },
  },
  TelehealthMetrics: {
    purpose: 'How many visits by video were completed each month, and how long they took on average.',
    values: { from: '"2026-01-01"', to: '"2026-12-31"' },
  },
};

/** As files are named here. */
export const exampleFile = (name: string) =>
  `schema/examples/${name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.graphql`;

/** A plug-in for GraphQL Code Generator: one of these, as a document that stands alone. */
export const plugin: PluginFunction<{ operation: string }> = (_schema, documents, { operation }) => {
  const { purpose = '' } = EXAMPLES[operation] ?? {};
  return `# ${purpose}\n${exampleOf(documents, operation)}\n`;
};

/** An operation with values for its variables, and with its fragments' fields in their places. */
export function exampleOf(documents: Types.DocumentFile[], name: string) {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const operation = definitions.find(
    (one): one is OperationDefinitionNode =>
      one.kind === Kind.OPERATION_DEFINITION && one.name?.value === name,
  );
  if (!operation) throw new Error(`No .graphql file of the web client has the operation ${name}`);
  const fragments = new Map(
    definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const values = EXAMPLES[name]?.values ?? {};
  return print({
    ...operation,
    variableDefinitions: operation.variableDefinitions?.map((one) => withValue(one, values)) ?? [],
    selectionSet: withoutFragments(operation.selectionSet, fragments),
  });
}

function withValue(
  definition: VariableDefinitionNode,
  values: Record<string, string>,
): VariableDefinitionNode {
  const value = values[definition.variable.name.value];
  return value ? { ...definition, defaultValue: parseConstValue(value) } : definition;
}

function withoutFragments(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionSetNode {
  const inPlace = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      return fragment ? withoutFragments(fragment.selectionSet, fragments).selections : [];
    }
    const below = selection.selectionSet;
    return [below ? { ...selection, selectionSet: withoutFragments(below, fragments) } : selection];
  };
  return { ...set, selections: set.selections.flatMap(inPlace) };
}
