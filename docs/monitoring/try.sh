#!/usr/bin/env bash
# Starts the playground, Alertmanager and Prometheus of this machine (Debian: apt install prometheus prometheus-alertmanager)
# with the configuration of this folder, and waits until Prometheus' alert TargetDown has arrived in the playground and
# Prometheus has scraped its metrics. Everything listens on free ports of loopback and ends with the script.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
pids=()
end() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap end EXIT

alertmanager=$(command -v prometheus-alertmanager || command -v alertmanager) || { echo "Alertmanager is not installed."; exit 1; }
prometheus=$(command -v prometheus) || { echo "Prometheus is not installed."; exit 1; }

# Waits until a program has written a line that matches, and prints what the group in it matched.
port_in() { # log, sed expression
  for _ in $(seq 600); do
    local port; port=$(sed -nE "s#$2#\1#p" "$1" | head -1)
    [[ -n $port ]] && { echo "$port"; return; }
    sleep 0.1
  done
  cat "$1" >&2; echo "It did not listen." >&2; return 1
}

playground=${PLAYGROUND:-$root/src/Alerting.Playground/bin/Debug/net10.0/Alerting.Playground.dll}
[[ -f $playground ]] || dotnet build -v q "$root/src/Alerting.Playground"
dotnet "$playground" --port 0 >"$work/playground.log" 2>&1 & pids+=($!)
own=$(port_in "$work/playground.log" '.*http://127\.0\.0\.1:([1-9][0-9]*).*')

sed "s/127.0.0.1:5080/127.0.0.1:$own/" "$here/alertmanager.yml" >"$work/alertmanager.yml"
"$alertmanager" --config.file="$work/alertmanager.yml" --storage.path="$work/alerts" --log.format=logfmt \
  --web.listen-address=127.0.0.1:0 --cluster.listen-address= >"$work/alertmanager.log" 2>&1 & pids+=($!)
am=$(port_in "$work/alertmanager.log" '.*[Ll]istening.*address="?127\.0\.0\.1:([1-9][0-9]*).*')

sed -e "s/127.0.0.1:9093/127.0.0.1:$am/" -e "s/127.0.0.1:5080/127.0.0.1:$own/" -e "s/127.0.0.1:5081/127.0.0.1:1/" \
  "$here/prometheus.yml" >"$work/prometheus.yml"
cp "$here/alerts.yml" "$work/"
"$prometheus" --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" --web.listen-address=127.0.0.1:0 \
  >"$work/prometheus.log" 2>&1 & pids+=($!)
prom=$(port_in "$work/prometheus.log" '.*[Ll]istening.*address="?127\.0\.0\.1:([1-9][0-9]*).*')

# Waits until an answer contains a text.
until_says() { # what, url, text
  for _ in $(seq 1200); do
    if [[ $(curl -s "$2") == *"$3"* ]]; then echo "$1"; return; fi
    sleep 0.1
  done
  tail -n 5 "$work"/*.log >&2; echo "Waited in vain: $1" >&2; return 1
}
until_says "Prometheus has scraped the playground" "http://127.0.0.1:$prom/api/v1/query?query=alerting_events_total" '"source":"alertmanager"'
until_says "Alertmanager has the alert" "http://127.0.0.1:$am/api/v2/alerts" TargetDown
until_says "the playground has notified of it" "http://127.0.0.1:$own/api/state" "orders cannot be scraped"
