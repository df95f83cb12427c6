variable "name" {
  description = "Name of the fleet: prefix of its droplets, tags, VPC, firewall and SSH key."
  type        = string
  default     = "elm"

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$", var.name))
    error_message = "name must be 1 to 30 lower-case letters, digits and dashes, start with a letter and not end with a dash."
  }
}

variable "region" {
  description = "DigitalOcean region slug of the VPC and of every droplet. The base image must be in it."
  type        = string
  default     = "nyc1"

  validation {
    condition     = can(regex("^[a-z]{3}[0-9]$", var.region))
    error_message = "region must be a region slug such as nyc1 or ams3."
  }
}

variable "size" {
  description = "Size slug of every droplet. A change powers each droplet off: apply it with -parallelism=1, after draining."
  type        = string
  default     = "s-1vcpu-2gb"

  validation {
    condition     = can(regex("^[a-z0-9]+(-[a-z0-9.]+)+$", var.size))
    error_message = "size must be a size slug such as s-1vcpu-2gb."
  }
}

variable "managers" {
  description = "Number of swarm managers. Odd, because the swarm needs a majority of them: 3 survive the loss of 1, 5 of 2."
  type        = number
  default     = 3

  validation {
    condition     = contains([1, 3, 5, 7], var.managers)
    error_message = "managers must be 1, 3, 5 or 7."
  }
}

variable "workers" {
  description = "Number of swarm workers."
  type        = number
  default     = 2

  validation {
    condition     = var.workers >= 0 && var.workers <= 50 && floor(var.workers) == var.workers
    error_message = "workers must be a whole number from 0 to 50."
  }
}

variable "ssh_public_key" {
  description = "Public key, one line, of the private key with which the workflows and operators log in as root."
  type        = string

  validation {
    condition = can(regex(
      "^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa|sk-ssh-ed25519@openssh[.]com) [A-Za-z0-9+/]+={0,3}( [^\\n]*)?$",
      trimspace(var.ssh_public_key)
    ))
    error_message = "ssh_public_key must be one line as in id_ed25519.pub: type, key, comment."
  }
}

variable "ssh_allowed_cidrs" {
  description = "Address ranges that may reach port 22. Hosted runners have no fixed addresses: keep it open for them (login is by key only), or name the ranges of your own."
  type        = list(string)
  default     = ["0.0.0.0/0", "::/0"]

  validation {
    condition     = length(var.ssh_allowed_cidrs) > 0 && alltrue([for range in var.ssh_allowed_cidrs : can(cidrhost(range, 0))])
    error_message = "ssh_allowed_cidrs must hold at least one range in CIDR notation, such as 203.0.113.0/24."
  }
}

variable "vpc_ip_range" {
  description = "Private range of the VPC, /16 to /28. It must not meet the overlay networks, which swarm takes from 10.0.0.0 upwards, a /24 for each."
  type        = string
  default     = "10.124.0.0/20"

  validation {
    condition     = can(cidrhost(var.vpc_ip_range, 0)) && can(regex("/(1[6-9]|2[0-8])$", var.vpc_ip_range))
    error_message = "vpc_ip_range must be an IPv4 range from /16 to /28, such as 10.124.0.0/20."
  }
}

variable "snapshot_prefix" {
  description = "New droplets start from the newest snapshot whose name starts with this. Packer names them elm-base-..."
  type        = string
  default     = "elm-base-"

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+$", var.snapshot_prefix))
    error_message = "snapshot_prefix must be letters, digits, dots, dashes and underscores."
  }
}

variable "image" {
  description = "Snapshot id or image slug for new droplets, in place of the newest snapshot. Empty by default."
  type        = string
  default     = ""
}

variable "monitoring" {
  description = "Whether DigitalOcean installs its monitoring agent on new droplets. A change rolls with replace-nodes."
  type        = bool
  default     = true
}
