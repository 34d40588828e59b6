# One exact version: a rebuild brings what was tried, and a newer one is a change of this line.
ARG NODE=node:24.19.0-slim

FROM ${NODE} AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
# The lockfile covers the workspace, and the postinstall script runs this tool.
COPY web/package.json web/
COPY tools/pin-node.cjs tools/

FROM manifests AS build
RUN npm ci
COPY tsconfig.json ./
COPY src src
COPY tools tools
COPY web web
RUN npm run build

FROM manifests AS dependencies
# The optional dependencies are the pinned Node, which this image already is.
RUN npm ci --omit=dev --omit=optional --workspaces=false

FROM ${NODE}
# Inside a container only the published port decides who can reach the server.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
# Nothing else is written here, but Node's compile cache in /tmp, and the server does without that.
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
COPY package.json ./
COPY web/paths.json web/
COPY schema/trusted-documents.json schema/
# By number, since Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/readyz?exclude=events`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
