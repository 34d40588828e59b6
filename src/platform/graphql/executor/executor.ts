import {
  type ExecutionArgs,
  type ExecutionResult,
  execute as executeByGraphQLJs,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { executePlan } from './execute-plan.ts';
import { type Plan, planOperation } from './plan-operation.ts';

/** As graphql-js's own limit. */
const MAX_COERCION_ERRORS = 50;

export type Executor = ReturnType<typeof openExecutor>;

/** Executes operations for every door. What is the same whenever one is asked is worked out once, and kept as long as its document is. */
export function openExecutor(schema: GraphQLSchema) {
  const plans = new WeakMap<OperationDefinitionNode, Plan | 'left to graphql-js'>();

  function planOf({ document, operationName }: ExecutionArgs) {
    const operation = getOperationAST(document, operationName);
    if (!operation) return undefined;
    const plan = plans.get(operation) ?? planOperation(schema, document, operation) ?? 'left to graphql-js';
    plans.set(operation, plan);
    return plan === 'left to graphql-js' ? undefined : plan;
  }

  async function execute(args: ExecutionArgs): Promise<ExecutionResult> {
    const plan = planOf(args);
    if (!plan) return executeByGraphQLJs(args);
    const { variableDefinitions = [] } = plan.operation;
    const { coerced, errors } = getVariableValues(schema, variableDefinitions, args.variableValues ?? {}, {
      maxErrors: MAX_COERCION_ERRORS,
    });
    if (errors) return { errors };
    return executePlan({
      schema,
      plan,
      rootValue: args.rootValue,
      contextValue: args.contextValue,
      variableValues: coerced,
    });
  }

  return { execute };
}
