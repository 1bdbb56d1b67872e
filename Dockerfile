# Tessera: sources run as they are, so the image is Node, the packages and the sources.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The Node that runs is one of the packages, in the version of package.json; its headers are for building others.
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-*/include node_modules/node-linux-*/share
# The store's default place.
RUN mkdir var

FROM debian:bookworm-slim
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --no-create-home node
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY commands ./commands
COPY src ./src
COPY data ./data
COPY --from=packages --chown=node:node /app/var ./var
# Everything else belongs to root: the process can change nothing of itself. Run it with --read-only --tmpfs /tmp.
USER node
VOLUME /app/var
# Without TRANSPORT and a token it ends with a line that says so: no preview is served by mistake.
ENV HOST=0.0.0.0 PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["node", "src/cli/health.ts"]
# Not npm start: signals go to the process itself.
CMD ["node", "--max-semi-space-size=16", "src/main.ts"]
