# shellcheck shell=bash
# A Docker client that has `docker stack config`, which Debian 12's own has not.

thing docker-client "$DOCKER_CLIENT_VERSION" "static debian" "commands engine image-droplet" \
  "install a Docker client of version 23 or newer (docs.docker.com/engine/install)"

have_docker_client() {
  local file=$CACHE/bin/docker
  if in_cache docker-client && [ -x "$file" ] && renders_stacks "$file"; then
    recorded docker-client
  else
    file=$(type -P docker) && renders_stacks "$file" && printf '%s\tpath (%s)\n' "$(client_version "$file")" "$file"
  fi
}

# By doing it, which takes no engine: an older client answers `stack config --help` with
# the help of `docker stack` and no error.
renders_stacks() {
  printf 'services: {a: {image: a}}\n' | timeout 10 "$1" stack config --compose-file - >/dev/null 2>&1
}

client_version() { "$1" --version | version_in; }

# There are no checksums of these archives: HTTPS says whose it is, and that it is whole is tried.
get_docker_client_static() {
  local work=$RUN/docker-client.static machine folder
  machine=$(uname -m)
  mkdir -p "$work/out"
  download "https://download.docker.com/linux/static/stable/${machine/arm64/aarch64}/docker-$DOCKER_CLIENT_VERSION.tgz" "$work/tgz"
  tar -xzf "$work/tgz" -C "$work/out" docker/docker
  [ "$(client_version "$work/out/docker/docker")" = "$DOCKER_CLIENT_VERSION" ]
  folder=$(settle "$work/out" "$CACHE/tools/docker-client-static")
  take_client "$folder/docker/docker" "release (static)"
}

# The droplet image keeps Debian's package of it, verified by apt when that image was built, so this
# serves wherever the image does.
get_docker_client_debian() {
  local work=$RUN/docker-client.debian container folder
  mkdir -p "$work/out"
  container=$(docker create "$DOCKER_IMAGE_DROPLET")
  docker cp "$container:/var/cache/apt/archives" "$work/archives" || { docker rm "$container"; return 1; }
  docker rm --volumes "$container"
  unpack_archive "$(find "$work/archives" -name 'docker-cli_*.deb')" "$work/out"
  folder=$(settle "$work/out" "$CACHE/tools/docker-client-debian")
  take_client "$folder/usr/bin/docker" "Debian package of $DEBIAN_SUITE, unpacked"
}

# A .deb is an ar archive of two tar files; dpkg-deb is not everywhere.
unpack_archive() {
  if type -P dpkg-deb; then dpkg-deb -x "$1" "$2"; else ar p "$1" data.tar.xz | tar -xJ -C "$2"; fi
}

take_client() {
  renders_stacks "$1"
  provide "$1" docker
  took "$(client_version "$1")" "$2"
}
