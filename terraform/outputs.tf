output "fleet" {
  description = "What playbooks and deployments need to reach the nodes. Holds public keys only."
  value = {
    user = "root"
    nodes = {
      for name, droplet in digitalocean_droplet.node : name => {
        role            = local.nodes[name].role
        address         = droplet.ipv4_address
        private_address = droplet.ipv4_address_private
      }
    }
    known_hosts = join("", [
      for name, droplet in digitalocean_droplet.node :
      "${droplet.ipv4_address} ${trimspace(tls_private_key.host[name].public_key_openssh)}\n"
    ])
  }
}

output "manager_address" {
  description = "Public address of the first manager."
  value       = digitalocean_droplet.node["${var.name}-manager-1"].ipv4_address
}

output "snapshot" {
  description = "Image that new droplets start from; the name is empty when variable image chose it."
  value = {
    id   = local.image
    name = var.image == "" ? one(data.digitalocean_droplet_snapshot.base[*].name) : ""
  }
}

output "outdated" {
  description = "Nodes that run an older image than new droplets would: what replace-nodes has to replace."
  value       = sort([for name, droplet in digitalocean_droplet.node : name if droplet.image != local.image])
}
