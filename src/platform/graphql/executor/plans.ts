import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { Plan } from './plan.ts';
import { planOperation } from './plan-operation.ts';

/** Of one operation. Each condition doubles how many there may be, and clients use few of them. */
const MAX_PLANS = 16;

type PlanFor = (variableValues: Record<string, unknown>) => Plan;

/** The plans of operations, kept as long as their documents are: one for each outcome of the conditions that were met. */
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
  const plans = new Map<string, Plan>();

  return (variableValues: Record<string, unknown>) => {
    // Not all of the variables: a plan lasts, and what somebody sent must not.
    const values = conditions.map((name) => [name, variableValues[name]] as const);
    const key = values.length === 0 ? '' : JSON.stringify(values);
    const known = plans.get(key);
    if (known) return known;
    const plan = planOperation(schema, document, operation, Object.fromEntries(values));
    if (plans.size >= MAX_PLANS) plans.clear();
    plans.set(key, plan);
    return plan;
  };
}

/** The variables on which it depends which fields are asked for, and whether any asks about the schema. */
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

/** GraphQL keeps these names for itself, and JavaScript's objects have a use for `__proto__`. */
const isReserved = ({ name, alias }: FieldNode) =>
  alias?.value === '__proto__' || (name.value.startsWith('__') && name.value !== '__typename');
