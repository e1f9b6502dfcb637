#!/usr/bin/env bash
# Once, before the first `docker compose up`: passwords made at random, and a certificate to begin with.
#   ./deploy/secrets.sh https://liaison.example
# What is there already stays. Replace deploy/secrets/tls.pem (certificate chain, then key) by one that browsers trust.
set -euo pipefail
umask 077

origin=${1:-}
if ! [[ $origin =~ ^https://[a-z0-9.-]+(:[0-9]+)?$ ]]; then
  echo "usage: $0 https://your.host" >&2
  exit 2
fi
folder=${LIAISON_SECRETS:-$(dirname "$0")/secrets}
mkdir -p "$folder"
cd "$folder"

# Readable by the containers' own users, in a folder that only you may enter.
keep() {
  [ -e "$1" ] && { cat >/dev/null; return; }
  cat >"$1"
  chmod 0444 "$1"
}
random() { openssl rand -hex 24; }

for name in postgres owner app log redis; do random | tr -d '\n' | keep "$name-password"; done
app=$(cat app-password)
owner=$(cat owner-password)
log=$(cat log-password)
redis=$(cat redis-password)

keep redis.conf <<CONF
bind 0.0.0.0
requirepass $redis
save ""
appendonly no
maxmemory 64mb
maxmemory-policy volatile-ttl
CONF
keep server.env <<ENV
DATABASE_URL=postgresql://liaison_app:$app@postgres/liaison
DATABASE_LOG_URL=postgresql://liaison_log:$log@postgres/liaison
REDIS_URL=redis://:$redis@redis:6379
LIAISON_ORIGINS=$origin
ENV
keep prepare.env <<ENV
DATABASE_URL=postgresql://liaison_app:$app@postgres/liaison
DATABASE_OWNER_URL=postgresql://liaison_owner:$owner@postgres/liaison
LIAISON_ORIGINS=$origin
ENV
if [ ! -e tls.pem ]; then
  host=${origin#https://}
  host=${host%%:*}
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$host" \
    -addext "subjectAltName=DNS:$host" -keyout key.pem -out certificate.pem 2>/dev/null
  cat certificate.pem key.pem | keep tls.pem
  rm key.pem certificate.pem
  echo "made a certificate that no browser trusts; replace $folder/tls.pem"
fi
echo "secrets are in $folder"
