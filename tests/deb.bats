#!/usr/bin/env bats
# The Debian package: what is in it, and that it installs, works, and goes without a trace. It is installed into a
# copy-on-write view of this machine's files, so that all it did can be seen; with ZB_DEBOOTSTRAP=1 (`make check-deb`)
# into one of a new Debian, which has nothing but what the package says it depends on and recommends.
load helper

setup_file() {
    if [ -n "${ZB_SANITIZED-}" ] || ! command -v dpkg-shlibdeps >/dev/null; then return; fi
    make -s -C "$ZB_ROOT" deb BUILD="$ZB_BUILD" >"$BATS_FILE_TMPDIR/name" 2>"$BATS_FILE_TMPDIR/messages" || {
        cat "$BATS_FILE_TMPDIR/messages"
        return 1
    }
    if [ -n "${ZB_DEBOOTSTRAP-}" ]; then new_debian; fi
}

setup() {
    [ -z "${ZB_SANITIZED-}" ] || skip 'a package is not built with sanitizers'
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    export unlooked=
    needs dpkg-shlibdeps
    deb=$(cat "$BATS_FILE_TMPDIR/name")
}

# A small Debian with what the package needs, kept for the next time.
new_debian() {
    [ ! -e "$ZB_BUILD/deb-root" ] || return 0
    local new=$ZB_BUILD/deb-root.new deb
    deb=$(cat "$BATS_FILE_TMPDIR/name")
    rm -rf "$new"
    {
        debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$new" http://deb.debian.org/debian
        chroot "$new" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends satisfy \
            "$(dpkg-deb -f "$deb" Depends), $(dpkg-deb -f "$deb" Recommends)"
    } >"$ZB_BUILD/deb-root.log" 2>&1 </dev/null || {
        tail -n 5 "$ZB_BUILD/deb-root.log"
        return 1
    }
    mv "$new" "$ZB_BUILD/deb-root"
}

# in_root: runs ./script as root in a throw-away view of the root, where /tmp holds it and package.deb; then prints what
# became of the files: those that were made, changed or removed, but for dpkg's own notes, caches and logs.
in_root() {
    local base=/
    if [ -n "${ZB_DEBOOTSTRAP-}" ]; then base=$ZB_BUILD/deb-root; fi
    mkdir -p view
    # shellcheck disable=SC2016
    unshare --mount --propagation private sh -euc '
        mount -t tmpfs none view
        cp "$2" view/package.deb
        cp script view
        cd view
        mkdir up work root
        mount -t overlay none -o "lowerdir=$1,upperdir=up,workdir=work" root
        mount --rbind /proc root/proc
        mount --rbind /dev root/dev
        mount -t tmpfs -o mode=1777 none root/tmp
        mv script package.deb root/tmp
        # an index of all manual pages of this machine is not what this is about
        rm -f root/var/lib/man-db/auto-update
        said=0
        chroot root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C sh -eu /tmp/script </dev/null || said=$?
        cd up
        find . ! -type d | sed "s|^\.||" | grep -vE "^/var/(lib/dpkg/|log/|cache/(man|ldconfig|apt)/|lib/(systemd|man-db)/)" >../left || true
        find . -depth -type d ! -path "./var/lib/dpkg*" | while read -r d; do [ -d "$1/$d" ] || echo "$d/"; done >>../left
        sed "s/^/left: /" ../left
        exit "$said"
    ' sh "$base" "$deb"
}

needs_root() {
    [ "$(id -u)" -eq 0 ] || skip 'not root, which a root of its own needs'
    export -f in_root
    export deb
    echo true >script
    in_root >probe 2>&1 || skip "no mounts of its own here: $(tail -n 1 probe)"
}

@test "the control file says what it is, and which libraries and programs it needs" {
    try "dpkg-deb -f $deb Package Version Architecture Maintainer | sort"
    exits 0
    err
    out "Architecture: $(dpkg --print-architecture)" 'Maintainer: the zhibiao authors <zhibiao@example.org>' \
        'Package: zhibiao' "Version: $(sed -n 's/^VERSION = //p' "$ZB_ROOT/Makefile")"
    try "dpkg-deb -f $deb Depends | tr , '\n' | sed 's/^ *//; s/ .*//; s/[0-9t]*\$//; s/-8-\$/-8/' | sort"
    exits 0
    err
    out file libc libcsv libgmp libpcre2-8 libxml libzip python
    try "dpkg-deb -f $deb Recommends"
    exits 0
    err
    out 'gettext-base, gnuplot-nox, make, poppler-utils, python3-xlrd, sqlite3'
}

@test "what .ci/deps has for the pipelines is in Depends or Recommends" {
    needed=$(sed -n 's/^\(open\|night\)|\([^|]*\)|.*/\2/p' "$ZB_ROOT/.ci/deps")
    [ -n "$needed" ]
    for package in $needed; do
        try "dpkg-deb -f $deb Depends Recommends | tr ' ,:' '\n\n\n' | grep -qx $package"
        exits 0 && out && err
    done
}

@test "programs, pages, pipelines, units, samples, and the configuration as such" {
    try "dpkg-deb --fsys-tarfile $deb | tar tvf - | sed 's/ \{1,\}/ /g' | cut -d ' ' -f 1,2,6-"
    exits 0
    err
    any out
    tools=$(sed -n 's/^TOOLS = //p' "$ZB_ROOT/Makefile")
    for tool in $tools; do
        grep -qx -e "-rwxr-xr-x root/root ./usr/bin/$tool" out
        grep -qx -e "-rw-r--r-- root/root ./usr/share/man/man1/$tool.1.gz" out
    done
    for file in usr/share/locale/zh_CN/LC_MESSAGES/zhibiao.mo etc/zhibiao/nightly.conf lib/systemd/system/zhibiao-nightly.timer usr/lib/sysusers.d/zhibiao.conf \
        usr/share/bash-completion/completions/zb-cat usr/share/zsh/vendor-completions/_zb-cat \
        usr/libexec/zhibiao/night/stages.mk usr/share/doc/zhibiao/samples/QUIRKS.md usr/share/doc/zhibiao/copyright; do
        grep -qx -e "-rw-r--r-- root/root ./$file" out
    done
    grep -qx -e '-rwxr-xr-x root/root ./usr/libexec/zhibiao/nightly' out
    grep -qx -e 'lrwxrwxrwx root/root ./usr/libexec/zhibiao/nightly.conf -> /etc/zhibiao/nightly.conf' out
    dpkg-deb -e "$deb" control
    try 'cat control/conffiles; ls control'
    exits 0
    err
    # no script runs on installation: nothing is switched on
    out /etc/zhibiao/nightly.conf conffiles control md5sums
    dpkg-deb -x "$deb" files
    try "cd files && md5sum --quiet -c ../control/md5sums"
    exits 0 && out && err
}

@test "the same build gives the same package" {
    cp "$deb" first.deb
    try "make -s -C $ZB_ROOT deb BUILD=$ZB_BUILD && cmp first.deb $deb"
    exits 0
    out "$deb"
    err
}

@test "lintian finds nothing" {
    [ -n "${ZB_DEBOOTSTRAP-}" ] || skip 'lintian takes its time: make check-deb'
    needs lintian
    try "lintian --allow-root --fail-on error,warning $deb"
    exits 0 && out && err
}

@test "installed, it runs the pipelines on its samples and a night, as a user; purged, nothing is left" {
    needs_root
    export TRY_SECONDS=300
    cat >script <<'SCRIPT'
# some images drop documentation; here it is part of what is looked at
dpkg --path-include='/usr/share/doc/zhibiao/*' --path-include='/usr/share/man/*' -i /tmp/package.deb >/tmp/log 2>&1 || cat /tmp/log
dpkg --verify zhibiao
cat >/tmp/as-user <<'END'
cd /tmp
LANG=zh_CN.UTF-8 zb-cat none.csv 2>&1 || [ $? -eq 2 ]
/usr/share/doc/zhibiao/samples/demo demo >demo.log
grep '^    observations:' demo.log
cmp demo/retail/observations.csv /usr/share/doc/zhibiao/samples/retail/observations.csv
mkdir inbox
cp -R /usr/share/doc/zhibiao/samples/retail/raw inbox/retail
sed -e 's|^inbox.*|inbox = /tmp/inbox|; s|^outbox.*|outbox = /tmp/outbox|; s|^state.*|state = /tmp/state|' \
    -e 's|^#settle.*|settle = 0|' /etc/zhibiao/nightly.conf >n.conf
/usr/libexec/zhibiao/nightly -c n.conf run -d 2026-11-24 2>&1 | tail -n 1 | sed 's/.* event/event/'
END
chroot --userspec=65534:65534 / env -i PATH=/usr/bin:/bin sh -eu /tmp/as-user
dpkg -r zhibiao >/tmp/log 2>&1
[ -e /etc/zhibiao/nightly.conf ]
[ ! -e /usr/bin/zb-cat ]
dpkg -P zhibiao >/tmp/log 2>&1
if dpkg -s zhibiao >/dev/null 2>&1; then exit 1; fi
SCRIPT
    try in_root
    exits 0
    err
    # a night of retail alone: status 1, since the others are missing
    out 'zb-cat: none.csv: 无法打开: 没有那个文件或目录' \
        "    observations: $(sed -n 's/^observations: \([0-9]*, .*\)/\1/p' "$ZB_ROOT/README.md")" \
        'event=end status=1 release=2026-11-24.1 outcome=published'
}

@test "a configuration that was changed stays with -r, and an update does not touch it" {
    needs_root
    cat >script <<'SCRIPT'
dpkg -i /tmp/package.deb >/tmp/log 2>&1
echo 'keep = 5' >>/etc/zhibiao/nightly.conf
dpkg -i /tmp/package.deb >/tmp/log 2>&1
dpkg -r zhibiao >/tmp/log 2>&1
tail -n 1 /etc/zhibiao/nightly.conf
dpkg -P zhibiao >/tmp/log 2>&1
touch /usr/share/forgotten
SCRIPT
    try in_root
    exits 0
    err
    # and what would be left is seen
    out 'keep = 5' 'left: /usr/share/forgotten'
}
