#!/usr/bin/env bash
# Runs the tests on other releases of Node than the one at hand: `npm run test:nodes`, or with releases and what to
# run, `npm run test:nodes -- 22 24 test/lib`. Node comes as the npm package of that name; CI has no part in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

releases=()
while [[ ${1:-} =~ ^[0-9]+(\.[0-9]+)*$ ]]; do
  releases+=("$1")
  shift
done
((${#releases[@]} > 0)) || releases=(22 24 26)

npm run --silent build
failed=()
for release in "${releases[@]}"; do
  echo "== Node $(npm exec --yes --package="node@$release" -- node -p process.versions.node)"
  # tap starts its tests with the Node that runs itself, so its own file is run, not its command. The release's
  # coverage would be written over that of `npm run coverage`.
  npm exec --yes --package="node@$release" -- \
    node node_modules/@tapjs/run/dist/esm/index.js run --disable-coverage "$@" </dev/null ||
    failed+=("$release")
done

if ((${#failed[@]} > 0)); then
  echo "== failed on Node ${failed[*]}"
  exit 1
fi
echo "== passed on Node ${releases[*]}"
