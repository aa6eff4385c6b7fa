# shellcheck shell=bash
# Shell functions of ./modelc and ./test: they install what a bare Debian or Ubuntu machine lacks. Source this file.

# Prints a line about what goes on.
say() { echo "modelc: $*" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }

has() { command -v "$1" >/dev/null 2>&1; }

# Installs packages as root. Otherwise prints the command that does it, and ends the program.
install_packages() {
    if ! has apt-get; then
        say "this machine has no apt-get; install the equivalents of: $*"
        exit 1
    fi
    if ! is_root; then
        say "some packages are missing; install them and try again:"
        echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*" >&2
        exit 1
    fi
    say "installing $*"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"; } >&2
}

# The packages among the arguments that are neither installed nor provided by one that is.
missing_packages() {
    local package installed
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}, ${Provides},\n' | grep '^ii')
    for package in "$@"; do
        if ! grep -qF -e " $package," -e " $package (" <<<"$installed"; then
            echo "$package"
        fi
    done
}

# Installs those packages among the arguments that are missing, or prints the command and ends the program.
install_missing() {
    local missing=()
    mapfile -t missing < <(missing_packages "$@" | sort -u)
    if [ "${#missing[@]}" -gt 0 ]; then
        install_packages "${missing[@]}"
    fi
}

# The packages that the targets of some files need, with the compiler of this machine, one a line.
target_packages() {
    printf '%s\n' gcc libc6-dev
    sed -n 's/^packages: *\[\(.*\)\]/\1/p' "$@" | tr -s ', ' '\n'
}

has_jdk() {
    local version
    has javac && version=$(javac -version 2>&1) && version=${version#javac } && [ "${version%%.*}" -ge 17 ] 2>/dev/null
}

# JDK 17 where the distribution has it, its default where that is newer.
jdk_package() {
    if apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then
        echo openjdk-17-jdk-headless
    else
        echo default-jdk-headless
    fi
}

# A JDK of version 17 or later, and Maven.
ensure_java() {
    local packages=()
    if ! has_jdk; then
        if is_root && has apt-get; then
            apt-get update -q >&2
        fi
        packages+=("$(jdk_package)")
    fi
    has mvn || packages+=(maven)
    if [ "${#packages[@]}" -gt 0 ]; then
        install_packages "${packages[@]}"
    fi
}
