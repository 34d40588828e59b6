import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { PageOf } from './page.ts';

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

/** A page in the shape of a connection. */
export function toConnection<Row>({ rows, hasNextPage, count }: PageOf<Row>, hasPreviousPage: boolean) {
  return {
    nodes: rows.map(({ row }) => row),
    edges: rows.map(({ row, cursor }) => ({ node: row, cursor })),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: rows[0]?.cursor ?? null, endCursor: rows.at(-1)?.cursor ?? null },
    count,
  };
}
