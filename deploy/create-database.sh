#!/usr/bin/env bash
# Run once by the image of PostgreSQL, when its volume is empty: the three roles, the database, what it needs from a
# superuser. See docs/operators/install.md.
set -euo pipefail

psql --quiet --set=ON_ERROR_STOP=1 --username=postgres \
  --set=owner="$(cat /run/secrets/owner_password)" --set=app="$(cat /run/secrets/app_password)" \
  --set=log="$(cat /run/secrets/log_password)" <<'SQL'
create role liaison_owner login nosuperuser nobypassrls password :'owner';
create role liaison_app login nosuperuser nobypassrls password :'app';
create role liaison_log login nosuperuser nobypassrls password :'log';
create database liaison owner liaison_owner;
\connect liaison
create extension pg_trgm;
create extension unaccent;
SQL
