locals {
  counts = { manager = var.managers, worker = var.workers }

  # Name of each node => its role. Names are keys: taking a worker away removes the last one and renames none.
  nodes = merge([
    for role, count in local.counts : {
      for number in range(1, count + 1) : "${var.name}-${role}-${number}" => { role = role }
    }
  ]...)

  image = var.image == "" ? one(data.digitalocean_droplet_snapshot.base[*].id) : var.image
}

data "digitalocean_droplet_snapshot" "base" {
  count       = var.image == "" ? 1 : 0
  name_regex  = "^${replace(var.snapshot_prefix, ".", "[.]")}"
  region      = var.region
  most_recent = true
}

resource "digitalocean_ssh_key" "operator" {
  name       = var.name
  public_key = trimspace(var.ssh_public_key)
}

# The host keys are made here and not on the droplets, so that the first connection already knows them.
resource "tls_private_key" "host" {
  for_each  = local.nodes
  algorithm = "ED25519"
}

resource "digitalocean_droplet" "node" {
  for_each = local.nodes

  name       = each.key
  region     = var.region
  size       = var.size
  image      = local.image
  vpc_uuid   = digitalocean_vpc.fleet.id
  ssh_keys   = [digitalocean_ssh_key.operator.id]
  monitoring = var.monitoring
  tags       = [digitalocean_tag.node.name, digitalocean_tag.role[each.value.role].name]

  user_data = templatefile("${path.module}/cloud-init.yaml.tftpl", {
    name        = each.key
    role        = each.value.role
    private_key = tls_private_key.host[each.key].private_key_openssh
    public_key  = trimspace(tls_private_key.host[each.key].public_key_openssh)
  })

  lifecycle {
    # Each of these would replace the whole fleet in one apply, and the swarm with it. A new image, key or first-boot
    # configuration rolls through node by node with the playbook replace-nodes (`-replace` does not ignore them).
    ignore_changes = [image, ssh_keys, user_data, monitoring]
  }

  # Never a moment without the firewall: it is there before the first droplet and goes after the last.
  depends_on = [digitalocean_firewall.node]
}
