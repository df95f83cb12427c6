#!/bin/sh
# Waits for the first boot, makes the bake quick, and brings the system up to date.
set -eu

# On a real droplet cloud-init still holds apt's lock when SSH comes up. Its exit code 2 means "done, with a warning".
if command -v cloud-init >/dev/null; then
  timeout 300 cloud-init status --wait >/dev/null || [ $? -eq 2 ]
fi
systemctl stop apt-daily.timer apt-daily-upgrade.timer apt-daily.service apt-daily-upgrade.service 2>/dev/null || true

# Nothing that is installed here starts here: it starts on the first boot of a node, with that node's identity.
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d

# For the bake alone (90-clean.sh takes them away): no fsync for each file, no man pages index, wait for a lock.
echo force-unsafe-io > /etc/dpkg/dpkg.cfg.d/00bake
cat > /etc/apt/apt.conf.d/00bake <<'APT'
APT::Install-Recommends "false";
Acquire::Retries "3";
Acquire::Languages "none";
DPkg::Lock::Timeout "120";
Dpkg::Use-Pty "0";
DPkg::Options { "--force-confdef"; "--force-confold"; };
APT
echo 'man-db man-db/auto-update boolean false' | debconf-set-selections 2>/dev/null || true

apt-get update -q
apt-get upgrade -q -y --with-new-pkgs
