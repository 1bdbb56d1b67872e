# Tessera: sources run as they are, so the image is Node, the packages and the sources.
FROM node:24-bookworm-slim

ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY commands ./commands
COPY src ./src
COPY data ./data
# The store's default place, for the user that the process runs as.
RUN mkdir var && chown node:node var
# Everything else belongs to root: the process can change nothing of itself. Run it with --read-only --tmpfs /tmp.
USER node
VOLUME /app/var
ENV HOST=0.0.0.0 PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not npm start: signals go to the process itself.
CMD ["node", "--max-semi-space-size=16", "src/main.ts"]
