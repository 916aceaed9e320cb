#!/bin/sh
# Finds the shared libraries Qt needs; installs their Debian packages where it may, else says the one line and stops.
#
# Looked for by library, not by package: so it is also right on a system that is not Debian, and costs a few milliseconds.
# `tools/apt.sh tests` asks for the tools of the trials as well: clocks, disks, lines and printers that fail.
set -eu

need() {  # LIBRARY PACKAGE
    case "$known" in *"$1"*) ;; *) missing="$missing $2" ;; esac
}

has() {  # COMMAND PACKAGE
    PATH="$PATH:/sbin:/usr/sbin" command -v "$1" >/dev/null || missing="$missing $2"
}

python=${PYTHON3:-python3}
missing=""
known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)

if [ ! -x .venv/bin/python ]; then
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "setup: Python 3.11 or newer is needed, $("$python" --version) is here; name another with PYTHON3=..." >&2
        exit 1
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
fi

need libglib-2.0.so.0 libglib2.0-0
need libGL.so.1 libgl1
need libEGL.so.1 libegl1
need libbrotlidec.so.1 libbrotli1
need libfontconfig.so.1 libfontconfig1
need libxkbcommon.so.0 libxkbcommon0
need libdbus-1.so.3 libdbus-1-3
if [ -n "${DISPLAY:-}" ]; then  # a real window on X11
    need libxkbcommon-x11.so.0 libxkbcommon-x11-0
    need libxcb-cursor.so.0 libxcb-cursor0
    need libxcb-icccm.so.4 libxcb-icccm4
    need libxcb-keysyms.so.1 libxcb-keysyms1
    need libxcb-shape.so.0 libxcb-shape0
fi
if [ "${1:-}" = tests ]; then
    has unshare util-linux
    has tc iproute2
    has nft nftables
    has fiu-run fiu-utils
    has cupsd cups-daemon
    has lpadmin cups-client
    has ippeveprinter cups-ipp-utils
    has dbus-daemon dbus-daemon
    ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1 || missing="$missing libfaketime"
fi
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null; then
    echo "setup: these libraries are missing, named as on Debian:$missing" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as=""
elif sudo -n true 2>/dev/null; then
    as="sudo"
else
    echo "setup: some Debian packages are missing. Once, please:  sudo $install" >&2
    exit 1
fi
echo "== Debian packages:$missing"
$as apt-get update -qq
# shellcheck disable=SC2086 - a list of words
$as env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get install -qq -y --no-install-recommends $missing >/dev/null
