#!/bin/sh
# Leaves nothing in the image that identifies this machine, lets somebody in, or takes space. Runs last.
set -eu

# What the bake needed.
rm -f /usr/sbin/policy-rc.d /etc/dpkg/dpkg.cfg.d/00bake /etc/apt/apt.conf.d/00bake
apt-get clean
rm -rf /var/lib/apt/lists/* /var/cache/debconf/*-old /var/lib/dpkg/*-old

# Identity: each droplet makes its own on its first boot.
rm -f /etc/ssh/ssh_host_* /var/lib/dbus/machine-id /etc/docker/key.json /var/lib/systemd/random-seed /var/lib/systemd/credential.secret
: > /etc/machine-id
command -v cloud-init >/dev/null && cloud-init clean --logs --seed

# Logs and traces. The journal's open files are emptied with the folder.
find /var/log -type f -delete
rm -rf /var/log/journal/* /run/log/journal/* /tmp/rootfs /var/tmp/* /root/.cache /root/.ansible
rm -f /root/.bash_history /root/.wget-hsts /root/.lesshst /home/*/.bash_history

# The doors. Only our own sshd settings stay: whatever the stock image or this bake allowed (older key types, passwords)
# goes with its files, and so does the key that Packer logged in with. The open connection lives until the shutdown.
rm -rf /root/.ssh /home/*/.ssh
passwd -l root >/dev/null
find /etc/ssh/sshd_config.d -type f ! -name 10-elm.conf -delete
sync
