# An exact version, so that a rebuild uses the tested one. To upgrade, change this line.
ARG NODE=node:24.19.0-slim

FROM ${NODE} AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
# npm needs the workspace's manifest for the lockfile. The postinstall script runs pin-node.cjs.
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
# The optional dependencies are pinned Node binaries, and this image has Node already.
RUN npm ci --omit=dev --omit=optional --workspaces=false

FROM ${NODE}
# Listen on all addresses: the published port decides who can reach the server.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
# The server writes only here. Node also writes its compile cache to /tmp, if it can.
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/web/dist web/dist
COPY package.json ./
COPY web/paths.json web/
COPY schema/trusted-documents.json schema/
# A numeric user, because Kubernetes cannot verify that a named user is not root.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/readyz?exclude=events`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
