import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { type FieldSelection, mergeFields } from '../database/field-selection.ts';
import type { PageOf } from '../database/page.ts';
import type { ResultSet } from '../database/sql/result-set.ts';

@ObjectType({ description: 'Where a page ends (GraphQL Cursor Connections Specification).' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean) declare hasNextPage: boolean;
  @Field(() => Boolean) declare hasPreviousPage: boolean;
  @Field(() => String, { nullable: true }) declare startCursor: string | null;
  @Field(() => String, { nullable: true }) declare endCursor: string | null;
}

/** Makes the connection and edge types of a list: `AppointmentConnection`, `AppointmentEdge`. */
export function connectionOf<Node extends object>(node: ClassType<Node>) {
  @ObjectType(`${node.name}Edge`)
  class Edge {
    @Field(() => node) declare node: Node;
    @Field(() => String) declare cursor: string;
  }

  @ObjectType(`${node.name}Connection`)
  class Connection {
    @Field(() => [node]) declare nodes: Node[];
    @Field(() => [Edge]) declare edges: Edge[];
    @Field(() => PageInfo) declare pageInfo: PageInfo;
    declare count: () => Promise<number>;

    @Field(() => Int, { description: 'Of the whole list, not of this page.' })
    totalCount(): Promise<number> {
      return this.count();
    }
  }
  return Connection;
}

/** The fields that are selected from a connection's rows, by `nodes` or by `edges`. */
export const nodeSelection = (selection: FieldSelection) =>
  mergeFields(selection.get('nodes'), selection.get('edges')?.get('node'));

/**
 * A page as a connection. Cursors are computed only if they are selected. It is a class, because V8 allocates
 * the getters of an object literal in old space, and they would keep the whole page alive.
 */
class PageAsConnection<Row extends object> {
  readonly nodes: ResultSet<Row>;
  readonly count: () => Promise<number>;
  readonly #page: PageOf<Row>;
  readonly #hasPreviousPage: boolean;

  constructor(page: PageOf<Row>, hasPreviousPage: boolean) {
    this.nodes = page.rows;
    this.count = page.count;
    this.#page = page;
    this.#hasPreviousPage = hasPreviousPage;
  }

  get edges() {
    return this.nodes.rows().map((node) => ({ node, cursor: this.#page.cursorOf(node) }));
  }

  get pageInfo() {
    const { cursorOf, hasNextPage } = this.#page;
    const [startCursor = null, endCursor = null] = [this.nodes.at(0), this.nodes.at(-1)].map(
      (row) => row && cursorOf(row),
    );
    return { hasNextPage, hasPreviousPage: this.#hasPreviousPage, startCursor, endCursor };
  }
}

export const toConnection = <Row extends object>(page: PageOf<Row>, hasPreviousPage: boolean) =>
  new PageAsConnection(page, hasPreviousPage);
