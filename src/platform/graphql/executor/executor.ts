import {
  type ExecutionArgs,
  type ExecutionResult,
  execute as executeByGraphQLJs,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import { nameFields } from '../operations/name-fields.ts';
import { executePlan } from './execute-plan.ts';
import type { Plan } from './plan.ts';
import { openPlans } from './plans.ts';

/** As graphql-js's own limit. */
const MAX_COERCION_ERRORS = 50;

/** Called with each deprecated field that an operation asks for, whenever it is executed. */
export type OnDeprecated = (field: string) => void;

export type Executor = ReturnType<typeof openExecutor>;

/**
 * Executes every operation of both transports. graphql-js still answers introspection (`__schema`, `__type`),
 * refuses documents without the named operation, and creates the source streams of subscriptions.
 */
export function openExecutor(schema: GraphQLSchema, onDeprecated: OnDeprecated = () => {}) {
  const plansOf = openPlans(schema);

  /** With `asText`, root fields may be `JsonText`: the caller must write the answer with `writeData`. */
  async function execute(args: ExecutionArgs, asText = false): Promise<ExecutionResult> {
    const { document, operationName, rootValue, contextValue } = args;
    const operation = getOperationAST(document, operationName);
    const planFor = operation && plansOf(document, operation);
    if (!planFor) return executeByGraphQLJs(args);

    const { variableDefinitions = [] } = operation;
    const { coerced: variableValues, errors } = getVariableValues(
      schema,
      variableDefinitions,
      args.variableValues ?? {},
      { maxErrors: MAX_COERCION_ERRORS },
    );
    if (errors) return { errors: nameFields(errors, document) };
    let plan: Plan;
    try {
      plan = planFor(variableValues);
    } catch (error) {
      return { errors: [error as GraphQLError], data: null }; // like graphql-js, if a condition is null
    }
    for (const field of plan.deprecated) onDeprecated(field);
    return executePlan({ schema, plan, rootValue, contextValue, variableValues, asText });
  }

  return { execute };
}
