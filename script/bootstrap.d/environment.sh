# shellcheck shell=bash
# The file that every other script reads: set -a; . "$CACHE/environment"; set +a

# So that a tool in the cache is never taken for one that the machine has.
leave_own_tools_out_of_path() {
  PATH=:$PATH:
  PATH=${PATH//:"$CACHE/bin":/:}
  PATH=${PATH#:}
  export PATH=${PATH%:}
}

write_environment() {
  local new=$CACHE/tmp/environment product=terraform bin=$CACHE/bin/terraform
  if [ ! -x "$bin" ]; then product=opentofu bin=$CACHE/bin/tofu; fi
  {
    line PATH "$CACHE/bin:$PATH"
    line ELM_INFRA_CACHE "$CACHE"
    line TF_CLI_CONFIG_FILE "$CACHE/terraformrc"
    line TERRAFORM_PRODUCT "$product"
    line TERRAFORM_BIN "$bin"
    line PACKER_PLUGIN_PATH "$CACHE/packer-plugins"
    line DOCKER_IMAGE_BASE "$DOCKER_IMAGE_BASE"
    line DOCKER_IMAGE_TRAEFIK "$DOCKER_IMAGE_TRAEFIK"
    line DOCKER_IMAGE_DROPLET "$DOCKER_IMAGE_DROPLET"
    [ ! -x "$CACHE/bin/chromium" ] || line CHROMIUM "$CACHE/bin/chromium"
  } >"$new"
  mv -f "$new" "$CACHE/environment"
  write_terraformrc
}

line() { printf '%s=%q\n' "$1" "$2"; }

# Terraform and OpenTofu take these two providers from the cache, all others as always.
write_terraformrc() {
  local list='"registry.terraform.io/digitalocean/digitalocean", "registry.terraform.io/hashicorp/tls", "registry.opentofu.org/digitalocean/digitalocean", "registry.opentofu.org/hashicorp/tls"'
  cat >"$CACHE/tmp/terraformrc" <<TEXT
disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = "$CACHE/providers"
    include = [$list]
  }
  direct {
    exclude = [$list]
  }
}
TEXT
  mv -f "$CACHE/tmp/terraformrc" "$CACHE/terraformrc"
}
