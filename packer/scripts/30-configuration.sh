#!/bin/sh
# Puts our configuration files in place and turns services on for the first boot.
set -eu

# Uploaded with the modes and owner of whoever ran Packer.
chown -R root:root /tmp/rootfs
find /tmp/rootfs -type d -exec chmod 755 {} +
find /tmp/rootfs -type f -exec chmod 644 {} +
cp -R /tmp/rootfs/. /
rm -rf /tmp/rootfs

# Its default file begins with "flush ruleset", which would take Docker's rules and fail2ban's away. fail2ban needs the
# program, not the service.
systemctl -q disable nftables.service 2>/dev/null || true

# Fail here and not on the first boot. The packages have enabled their services.
systemctl is-enabled docker.service containerd.service fail2ban.service unattended-upgrades.service
python3 -m json.tool /etc/docker/daemon.json >/dev/null
apt-config dump >/dev/null
docker --version
dockerd --version
