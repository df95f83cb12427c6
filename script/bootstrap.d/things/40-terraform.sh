# shellcheck shell=bash
# Terraform or OpenTofu, and the two providers.

thing terraform "$TERRAFORM_MINIMUM" "path release opentofu_path opentofu_release opentofu_go_module" "commands" \
  "install Terraform $TERRAFORM_MINIMUM or OpenTofu $OPENTOFU_MINIMUM, or newer"

have_terraform() {
  in_cache terraform && { [ -x "$CACHE/bin/terraform" ] || [ -x "$CACHE/bin/tofu" ]; } && recorded terraform
}

get_terraform_path() {
  TF_CLI_CONFIG_FILE=/dev/null from_path terraform "$TERRAFORM_MINIMUM" terraform version
}

get_terraform_release() {
  local folder name=terraform_$TERRAFORM_VERSION
  folder=$(release "https://releases.hashicorp.com/terraform/$TERRAFORM_VERSION" "${name}_linux_$ARCH.zip" "${name}_SHA256SUMS")
  provide "$folder/terraform"
  took "$TERRAFORM_VERSION" release
}

get_terraform_opentofu_path() {
  local version
  version=$(TF_CLI_CONFIG_FILE=/dev/null tofu version | version_in)
  at_least "$version" "$OPENTOFU_MINIMUM"
  provide "$(type -P tofu)" tofu
  took "$version" "path (OpenTofu)"
}

get_terraform_opentofu_release() {
  local folder name=tofu_$OPENTOFU_VERSION
  folder=$(release "https://github.com/opentofu/opentofu/releases/download/v$OPENTOFU_VERSION" "${name}_linux_$ARCH.zip" "${name}_SHA256SUMS")
  provide "$folder/tofu" tofu
  took "$OPENTOFU_VERSION" "release (OpenTofu)"
}

get_terraform_opentofu_go_module() {
  (go_module opentofu "$CACHE/tools/tofu-module/tofu" "-X github.com/opentofu/opentofu/version.dev=no")
  provide "$CACHE/tools/tofu-module/tofu" tofu
  took "$OPENTOFU_VERSION" "Go module (OpenTofu)"
}

# provider NAME ADDRESS VERSION MODULE_VERSION
provider() {
  thing "provider-$1" "$2 $3 $4" "registry go_module" "terraform" "terraform providers mirror (the Terraform registry), version $3"
  eval "have_provider_$1() { provider_there $1 $2; }
    get_provider_$1_registry() { provider_registry $1 $2 $3; }
    get_provider_$1_go_module() { provider_module $1 $2 $4; }"
}

# The same files under both products' names: Terraform and OpenTofu look in different folders.
provider_there() {
  in_cache "provider-$1" && [ -d "$CACHE/providers/registry.terraform.io/$2" ] &&
    [ -d "$CACHE/providers/registry.opentofu.org/$2" ] && recorded "provider-$1"
}

provider_settle() {
  local host
  for host in registry.terraform.io registry.opentofu.org; do
    mkdir -p "$CACHE/providers/$host/${2%/*}"
    rm -rf "${CACHE:?}/providers/$host/$2"
    cp -al "$1" "$CACHE/providers/$host/$2"
  done
}

# The product verifies the checksums and signatures that the registry gives.
provider_registry() {
  local host=registry.terraform.io program=$CACHE/bin/terraform work=$RUN/$THING.registry
  if [ ! -x "$program" ]; then host=registry.opentofu.org program=$CACHE/bin/tofu; fi
  reachable "$host"
  mkdir -p "$work"
  printf 'terraform {\n  required_providers {\n    it = { source = "%s", version = "%s" }\n  }\n}\n' "$2" "$3" >"$work/main.tf"
  (cd "$work" && TF_CLI_CONFIG_FILE=/dev/null "$program" providers mirror -platform="linux_$ARCH" "$work/mirror")
  provider_settle "$work/mirror/$host/$2" "$2"
  took "$3" "Terraform registry"
}

provider_module() {
  local work=$RUN/$THING.module
  (go_module "terraform-provider-$1" "$work/$3/linux_$ARCH/terraform-provider-$1_v$3")
  provider_settle "$work" "$2"
  took "$3" "Go module"
}

provider digitalocean digitalocean/digitalocean "$PROVIDER_DIGITALOCEAN_VERSION" "$PROVIDER_DIGITALOCEAN_MODULE_VERSION"
provider tls hashicorp/tls "$PROVIDER_TLS_VERSION" "$PROVIDER_TLS_MODULE_VERSION"
