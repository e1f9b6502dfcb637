# The server. Built here, then carried into an image with nothing but what runs it.
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /liaison
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24.11.1-bookworm-slim AS dependencies
WORKDIR /liaison
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24.11.1-bookworm-slim
ENV NODE_ENV=production
WORKDIR /liaison
COPY --from=dependencies /liaison/node_modules ./node_modules
COPY --from=build /liaison/package.json ./
COPY --from=build /liaison/dist ./dist
COPY --from=build /liaison/docs/generated ./docs/generated
# What a new volume for the access log begins with.
RUN install -d -o 1000 -g 1000 -m 0750 /var/lib/liaison/log
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/server/src/main.js"]
