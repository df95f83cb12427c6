# shellcheck shell=bash disable=SC2153
# The Docker engine, and the images that are not built from this repository's files.

thing engine 1 "installed package" "" "install Docker and start it (as root: apt-get install docker.io), be in the group docker where you are not root, or set DOCKER_HOST to an engine that answers"

have_engine() {
  local version
  version=$(timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null) && printf '%s\tpath (it answers)\n' "$version"
}

get_engine_installed() {
  PATH=$PATH:/usr/sbin:/usr/local/sbin type -P dockerd
  start_engine
  took "$(docker version --format '{{.Server.Version}}')" "path (started)"
}

get_engine_package() {
  install_packages docker.io
  start_engine
  took "$(docker version --format '{{.Server.Version}}')" "Debian package (started)"
}

start_engine() {
  local begun=$SECONDS
  if [ -d /run/systemd/system ]; then
    as_root systemctl start docker
  elif ! have_engine; then
    # In a session of its own and without this run's locks, so that it outlives it. --fork: no sudo
    # stays between, which would hand on to it the signals that are meant for this run.
    as_root setsid --fork dockerd >>"$CACHE/log/dockerd.log" 2>&1 </dev/null 4>&- 5>&- 6>&- 7>&- 9>&-
  fi
  until have_engine; do
    if ((SECONDS - begun >= 60)); then
      printf 'no engine answers after 60 s; its log: %s; the client says:\n' "$CACHE/log/dockerd.log"
      timeout 10 docker version --format '{{.Server.Version}}' || return 1
    fi
    sleep 0.5
  done
}

# image_there NAME: the record of an image is of use only while the engine has it.
image_there() {
  local id
  id=$(docker image inspect --format '{{.Id}}' "$2" 2>/dev/null) || return 1
  if in_cache "$1"; then recorded "$1"; else printf '%s\tcache (engine)\n' "${id:7:12}"; fi
}

# Pulls by tag: pull IMAGE. Where the hub doesn't answer, the engine may still know a mirror
# of it, and is given 10 seconds to say so.
pull() {
  local limit=10
  if reachable registry-1.docker.io; then limit=600; fi
  timeout "$limit" docker pull --quiet "$1"
  took "${1#*:}" "Docker Hub"
}

thing image-base "$DOCKER_IMAGE_BASE" "hub debian" "engine commands" "docker pull $DOCKER_IMAGE_BASE, or on Debian: apt-get install mmdebstrap"

have_image_base() { image_there image-base "$DOCKER_IMAGE_BASE"; }

get_image_base_hub() { pull "$DOCKER_IMAGE_BASE"; }

get_image_base_debian() {
  [ "$(id -u)" = 0 ]
  type -P mmdebstrap || install_packages mmdebstrap
  mmdebstrap --variant=minbase --include=ca-certificates "$DEBIAN_SUITE" "$RUN/base.tar"
  docker import --change 'CMD ["bash"]' "$RUN/base.tar" "$DOCKER_IMAGE_BASE"
  rm -f "$RUN/base.tar"
  took "$DEBIAN_SUITE" "Debian (mmdebstrap)"
}

thing image-traefik "$DOCKER_IMAGE_TRAEFIK" "hub go_module" "engine commands" "docker pull $DOCKER_IMAGE_TRAEFIK"

have_image_traefik() { image_there image-traefik "$DOCKER_IMAGE_TRAEFIK"; }

get_image_traefik_hub() { pull "$DOCKER_IMAGE_TRAEFIK"; }

get_image_traefik_go_module() {
  local root=$RUN/traefik.root package=github.com/traefik/traefik/v3/pkg/version
  (go_module traefik "$root/usr/local/bin/traefik" "-X $package.Version=$TRAEFIK_VERSION -X $package.Codename=unofficial")
  mkdir -p "$root/etc/ssl/certs" "$root/tmp"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  # The program is where the official image has it, so that both take the same healthcheck.
  ln -s usr/local/bin/traefik "$root/traefik"
  tar -C "$root" --owner=0 --group=0 --numeric-owner -c . |
    docker import --change 'ENTRYPOINT ["/traefik"]' --change 'ENV PATH=/usr/local/bin' --change 'EXPOSE 80' - "$DOCKER_IMAGE_TRAEFIK"
  took "v$TRAEFIK_VERSION" "Go module"
}

DROPLET_SOURCE=$ROOT/rehearsal/digitalocean/stock-image
thing image-droplet "$(find "$DROPLET_SOURCE" -type f -exec cksum {} + 2>/dev/null | sort | cksum)" "build" "engine image-base" "run rehearsal/digitalocean/stock-image/build and read what it says"

have_image_droplet() { in_cache image-droplet && image_there image-droplet "$DOCKER_IMAGE_DROPLET"; }

get_image_droplet_build() {
  PATH=$CACHE/bin:$PATH "$DROPLET_SOURCE/build" "$DOCKER_IMAGE_DROPLET"
  docker image inspect "$DOCKER_IMAGE_DROPLET" >/dev/null
  took "${DOCKER_IMAGE_DROPLET#*:}" "built here"
}
