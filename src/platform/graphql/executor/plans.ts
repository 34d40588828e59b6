import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { deprecatedFields } from './deprecated-fields.ts';
import type { Plan } from './plan.ts';
import { planOperation } from './plan-operation.ts';

/** The most plans of one operation. Each condition doubles the number, and clients use few conditions. */
const MAX_PLANS = 16;

type PlanFor = (variableValues: Record<string, unknown>) => Plan;

/** Caches plans with their documents: one for each outcome of the conditions. */
export function openPlans(schema: GraphQLSchema) {
  const known = new WeakMap<OperationDefinitionNode, PlanFor | 'asks about the schema'>();

  return (document: DocumentNode, operation: OperationDefinitionNode): PlanFor | undefined => {
    const planFor = known.get(operation) ?? openPlansOf(schema, document, operation);
    known.set(operation, planFor);
    return planFor === 'asks about the schema' ? undefined : planFor;
  };
}

function openPlansOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
  const { conditions, asksAboutSchema } = readDocument(document);
  if (asksAboutSchema) return 'asks about the schema';
  const deprecated = deprecatedFields(schema, document, operation);
  const plans = new Map<string, Plan>();

  return (variableValues: Record<string, unknown>) => {
    // Only the condition variables: a plan outlives the request, and must not keep its values.
    const values = conditions.map((name) => [name, variableValues[name]] as const);
    const key = values.length === 0 ? '' : JSON.stringify(values);
    const known = plans.get(key);
    if (known) return known;
    const plan = {
      ...planOperation(schema, document, operation, Object.fromEntries(values)),
      deprecated,
    };
    if (plans.size >= MAX_PLANS) plans.clear();
    plans.set(key, plan);
    return plan;
  };
}

/** Finds the variables of `@skip` and `@include`, and whether the operation asks about the schema. */
function readDocument(document: DocumentNode) {
  const conditions = new Set<string>();
  let asksAboutSchema = false;
  visit(document, {
    Field(node) {
      asksAboutSchema ||= isReserved(node);
    },
    Directive({ arguments: given = [] }) {
      for (const { value } of given) if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
    },
  });
  return { conditions: [...conditions], asksAboutSchema };
}

/** Names that GraphQL reserves, and `__proto__`, which is special in JavaScript objects. */
const isReserved = ({ name, alias }: FieldNode) =>
  alias?.value === '__proto__' || (name.value.startsWith('__') && name.value !== '__typename');
