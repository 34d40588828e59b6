import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { type FieldSelection, mergeFields } from '../database/field-selection.ts';
import type { PageOf } from '../database/page.ts';

@ObjectType({ description: 'Where a page ends (GraphQL Cursor Connections Specification).' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean) declare hasNextPage: boolean;
  @Field(() => Boolean) declare hasPreviousPage: boolean;
  @Field(() => String, { nullable: true }) declare startCursor: string | null;
  @Field(() => String, { nullable: true }) declare endCursor: string | null;
}

/** The connection and edge types of a list, as `AppointmentConnection` and `AppointmentEdge` for `Appointment`. */
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

/** What is asked of a connection's rows, in either of the two ways. */
export const nodeSelection = (selection: FieldSelection) =>
  mergeFields(selection.get('nodes'), selection.get('edges')?.get('node'));

/**
 * A page in the shape of a connection. Cursors are written where they are asked for. A class, since the getters of an object literal are
 * old from birth to V8, and with them the whole page.
 */
class PageAsConnection<Row> {
  readonly nodes: Row[];
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
    return this.nodes.map((node) => ({ node, cursor: this.#page.cursorOf(node) }));
  }

  get pageInfo() {
    const { cursorOf, hasNextPage } = this.#page;
    const [startCursor = null, endCursor = null] = [this.nodes[0], this.nodes.at(-1)].map(
      (row) => row && cursorOf(row),
    );
    return { hasNextPage, hasPreviousPage: this.#hasPreviousPage, startCursor, endCursor };
  }
}

export const toConnection = <Row>(page: PageOf<Row>, hasPreviousPage: boolean) =>
  new PageAsConnection(page, hasPreviousPage);
