import paths from '../paths.json' with { type: 'json' };

/** The paths of the portal's pages. The server reads the same file, so that each of them can be reloaded. */
export { paths };

export type PageName = keyof typeof paths;

export const visitPath = (id: string) => paths.visit.replace(':id', id);
