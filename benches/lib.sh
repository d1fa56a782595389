# Shared by the benchmark scripts: a desk on free ports, the peer beside it, both gone at the end.
# Everything stays on loopback and in a folder of its own.

bench="${GUICHET_BENCH:-../shared/bench}"
binary="${GUICHET_BINARY:-target/x86_64-unknown-linux-gnu/release/guichet}"
# The desk takes every GUICHET_ name for a setting and refuses what it does not know.
export -n GUICHET_BENCH GUICHET_BINARY
python=python3
[ -f "$bench/mailload.py" ] || { echo "skipped: no load generators at $bench"; exit 0; }
[ -x "$binary" ] || { echo "build first: cargo build --release"; exit 1; }
work=$(mktemp -d "${TMPDIR:-/var/tmp}/guichet-bench.XXXXXX")
password="a quiet desk near the door"

finish() {
  [ -z "${desk_pid:-}" ] || kill "$desk_pid" 2>/dev/null || true
  [ -z "${postfix_pid:-}" ] || kill "$postfix_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

free_port() { "$python" -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }

make_desk() {
  mkdir -p "$work/desk"
  (umask 077; printf '%s\n' "$password" >"$work/password")
  "$binary" setup --data "$work/desk" --organization Bench --admin admin@bench.example \
    --password-file "$work/password" --mailbox support@bench.example --token | tail -1 >"$work/token"
}

# Starts the desk on free ports and waits for its first page; `started_ms` is how long that took.
# The shell itself asks: an interpreter's start would take longer than the desk's.
start_desk() {
  desk_web=$(free_port) desk_smtp=$(free_port)
  local began=${EPOCHREALTIME/[.,]/} n=0 line=
  GUICHET_LOG_LEVEL=warn "$binary" serve --data "$work/desk" --web "127.0.0.1:$desk_web" \
    --smtp "127.0.0.1:$desk_smtp" 2>"$work/desk.log" &
  desk_pid=$!
  until { exec 3<>"/dev/tcp/127.0.0.1/$desk_web"; } 2>/dev/null; do
    n=$((n + 1)); [ "$n" -lt 5000 ] || { cat "$work/desk.log"; exit 1; }
    sleep 0.002
  done
  printf 'GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$desk_web" >&3
  read -r line <&3
  exec 3>&-
  started_ms=$(((${EPOCHREALTIME/[.,]/} - began) / 1000))
  [[ $line == *" 200 "* ]] || { echo "the first page says $line"; exit 1; }
}

stop_desk() { kill "$desk_pid"; wait "$desk_pid" || true; desk_pid=; }

# Postfix with its own folders and one fsync for each mail into a maildir.
start_postfix() {
  command -v postconf >/dev/null || return 1
  [ "$(id -u)" -eq 0 ] || return 1
  postfix_smtp=$(free_port)
  local etc="$work/postfix" ; mkdir -p "$etc" "$work/spool" "$work/lib" "$work/mail"
  chown postfix "$work/lib"; chmod 755 "$work"; chown nobody "$work/mail"
  cp /etc/postfix/master.cf "$etc/master.cf"
  sed -i "s/^smtp  *inet .*/127.0.0.1:$postfix_smtp inet n - n - - smtpd/" "$etc/master.cf"
  sed -i -E 's/^([a-z]+ +unix( +[^ ]+){2} +)y/\1n/' "$etc/master.cf"
  cat >"$etc/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $work/spool
data_directory = $work/lib
mail_owner = postfix
myhostname = bench.example
mydestination =
inet_interfaces = loopback-only
virtual_mailbox_domains = bench.example
virtual_mailbox_base = $work/mail
virtual_mailbox_maps = static:bench/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
default_process_limit = 100
maillog_file = /dev/stdout
CONF
  postfix -c "$etc" start >"$work/postfix.log" 2>&1 || return 1
  postfix_pid=$(tr -d ' ' <"$work/spool/pid/master.pid")
}

# level NAME PORT RECIPIENT PID MESSAGES ROUND: one run of the load generator at 1, 8, 32 senders.
level() {
  "$python" "$bench/mailload.py" --port "$2" --rcpt "$3" --mix plain:0.6,html:0.1,reply:0.3 \
    --messages "$5" --concurrency 1,8,32 --run "$1-$6-$$" --watch "$4" >"$work/level-$1-$6.json"
}
