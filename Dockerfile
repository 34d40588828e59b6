# Pinned by minor version: a rebuild brings the fixes of this one and nothing else.
ARG NODE=node:24.19-slim

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
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
COPY package.json ./
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
