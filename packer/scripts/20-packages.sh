#!/bin/sh
# Everything a node needs, in one transaction. Since Debian 13 the engine's client is a package of its own, docker-cli.
# python3-docker brings python3-requests: Ansible's community.docker needs one or the other. nftables is for fail2ban.
set -eu

apt-get install -q -y \
  docker.io docker-cli apparmor ca-certificates \
  unattended-upgrades fail2ban nftables python3-systemd \
  python3 python3-docker python3-apt \
  curl jq
