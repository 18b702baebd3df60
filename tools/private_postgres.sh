# A PostgreSQL of our own in a temporary folder. Sourced by tools/test-pg and .ci/run.
# shellcheck shell=sh

find_postgres() { # Sets pg_bin to the folder with initdb, newest version first.
  pg_bin=''
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin |
    sort -rV) "$(dirname "$(command -v initdb 2>/dev/null || echo /none/x)")"; do
    if [ -x "$folder/initdb" ]; then
      pg_bin=$folder
      return 0
    fi
  done
  return 1
}

as_database_user() { # initdb refuses to run as root
  if [ "$(id -u)" = 0 ]; then
    su -s /bin/sh postgres -c "$1"
  else
    sh -c "$1"
  fi
}

start_private_postgres() { # Sets HUB_DATABASE_URL; stop_private_postgres undoes it.
  find_postgres || return 1
  [ "$(id -u)" != 0 ] || id postgres >/dev/null 2>&1 || return 1
  pg_folder=$(mktemp -d "${TMPDIR:-/tmp}/hub-pg.XXXXXX")
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$pg_folder"
    pg_user=postgres
  else
    pg_user=$(id -un)
  fi
  # No TCP port, so nothing else on the machine can be in the way; durability is not under test here.
  as_database_user "cd '$pg_folder' && '$pg_bin/initdb' -D data -A trust -E UTF8 --no-locale >initdb.log &&
    '$pg_bin/pg_ctl' -D data -l server.log -w -o \"-k '$pg_folder' -h '' -c fsync=off -c full_page_writes=off\" start >/dev/null"
  HUB_DATABASE_URL="postgresql://$pg_user@/postgres?host=$pg_folder"
  export HUB_DATABASE_URL
}

stop_private_postgres() {
  [ -n "${pg_folder:-}" ] || return 0
  as_database_user "'$pg_bin/pg_ctl' -D '$pg_folder/data' -m immediate stop >/dev/null 2>&1" || true
  rm -rf "$pg_folder"
  pg_folder=''
}
