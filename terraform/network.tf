resource "digitalocean_vpc" "fleet" {
  name        = var.name
  region      = var.region
  ip_range    = var.vpc_ip_range
  description = "Private network of the ${var.name} swarm"
}

# One tag for the firewall, one for each role.
resource "digitalocean_tag" "node" {
  name = var.name
}

resource "digitalocean_tag" "role" {
  for_each = toset(["manager", "worker"])
  name     = "${var.name}-${each.key}"
}

locals {
  anywhere = ["0.0.0.0/0", "::/0"]

  # What a swarm's nodes say to each other (https://docs.docker.com/engine/swarm/swarm-tutorial/#open-protocols-and-ports-between-the-hosts).
  # Encrypted overlay networks would need IP protocol 50 as well, which a DigitalOcean firewall cannot name.
  swarm_ports = {
    control-plane = { protocol = "tcp", port = "2377" }
    gossip-tcp    = { protocol = "tcp", port = "7946" }
    gossip-udp    = { protocol = "udp", port = "7946" }
    vxlan         = { protocol = "udp", port = "4789" }
  }
}

# Rules are sets to the provider, and every value is spelt as the API answers it ("all", not "1-65535"; no port for icmp):
# their order makes no difference in a plan.
resource "digitalocean_firewall" "node" {
  name = var.name
  tags = [digitalocean_tag.node.name]

  inbound_rule {
    protocol         = "tcp"
    port_range       = "22"
    source_addresses = var.ssh_allowed_cidrs
  }

  dynamic "inbound_rule" {
    for_each = toset(["80", "443"])
    content {
      protocol         = "tcp"
      port_range       = inbound_rule.value
      source_addresses = local.anywhere
    }
  }

  inbound_rule {
    protocol         = "icmp"
    source_addresses = local.anywhere
  }

  dynamic "inbound_rule" {
    for_each = local.swarm_ports
    content {
      protocol    = inbound_rule.value.protocol
      port_range  = inbound_rule.value.port
      source_tags = [digitalocean_tag.node.name]
    }
  }

  dynamic "outbound_rule" {
    for_each = toset(["tcp", "udp"])
    content {
      protocol              = outbound_rule.value
      port_range            = "all"
      destination_addresses = local.anywhere
    }
  }

  outbound_rule {
    protocol              = "icmp"
    destination_addresses = local.anywhere
  }
}
