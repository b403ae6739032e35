#!/usr/bin/env bats
# pipelines/spread: the same work on many files, here, on hosts that ssh reaches, and as an array of Slurm jobs.
load helper

# shellcheck disable=SC2089
work='zb-cat "$1" | zb-aggregate --partial -b region,indicator,unit'

setup() {
    mkdir -p "$BATS_TEST_TMPDIR" && cd "$BATS_TEST_TMPDIR" || return
    # shellcheck disable=SC2090
    export unlooked="" work
    needs parallel
    PATH=$ZB_ROOT/pipelines:$PATH
    mkdir -p in 'in/二 $1 {1}'
    for i in 1 2 3 4 5 6; do
        printf 'region,indicator,period,measure,value,unit\n椒江区,出口总额,2020,level,%d.5,亿元\n' $i >"in/$i.csv"
    done
    mv in/6.csv "in/二 \$1 {1}/-6 'x.csv"
    zb-aggregate -b region,indicator,unit in/?.csv in/二*/* >wanted.csv
}

teardown() {
    # only what this test started
    for pid in sshd-*/pid; do
        [ ! -e "$pid" ] || kill -9 "$(cat "$pid")" || true
    done
    looked_at_all
}

# hosts N ...: an sshd at 127.0.0.N, with a key and a home of its own.
hosts() {
    command -v /usr/sbin/sshd >/dev/null || skip 'no sshd here (Debian: openssh-server)'
    needs rsync ssh
    local n port=$((20000 + $$ % 20000))
    ssh-keygen -q -t ed25519 -N '' -f key
    [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
    for n; do
        mkdir "sshd-$n"
        ssh-keygen -q -t ed25519 -N '' -f "sshd-$n/host"
        cat >"sshd-$n/config" <<END
ListenAddress 127.0.0.$n:$port
HostKey $PWD/sshd-$n/host
AuthorizedKeysFile $PWD/key.pub
PidFile $PWD/sshd-$n/pid
StrictModes no
UsePAM no
PermitRootLogin yes
SetEnv HERE=$n
END
        /usr/sbin/sshd -f "$PWD/sshd-$n/config" 2>"sshd-$n/log" || skip "no sshd can be started here: $(cat "sshd-$n/log")"
    done
    export PARALLEL_SSH="ssh -F none -p $port -i $PWD/key -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=5 -o ServerAliveInterval=1 -o ServerAliveCountMax=2"
    export HOME=$PWD TRY_SECONDS=120
}

@test "on this machine: as one run over all files, whatever they are called" {
    try 'spread -o sums.csv "$work" in/?.csv in/二*/*; ls -d sums*'
    exits 0
    err
    out sums.csv
    cmp sums.csv wanted.csv
    # folders of their own, as absolute names
    try 'cd / && spread -o "$OLDPWD/abs.csv" "$work" "$OLDPWD"/in/?.csv "$OLDPWD"/in/二*/*'
    exits 0 && out && err
    cmp abs.csv wanted.csv
    try 'spread -c -o all.csv "zb-cat \"\$1\"" in/?.csv in/二*/* && zb-cat in/?.csv in/二*/* | cmp - all.csv'
    exits 0 && out && err
}

@test "results are merged a thousand at a time, so that any number of files fits" {
    # as if a thousand were two
    sed 's/-eq 1000 /-eq 2 /' "$ZB_ROOT/pipelines/spread" >few
    [ "$(cmp few "$ZB_ROOT/pipelines/spread" | wc -l)" -eq 1 ]
    chmod +x few
    ln -s "$ZB_ROOT/pipelines/night" night
    try './few -o sums.csv "$work" in/?.csv in/二*/* && cmp sums.csv wanted.csv'
    exits 0 && out && err
    try './few -c -o all.csv "zb-cat \"\$1\"" in/?.csv && zb-cat in/?.csv | cmp - all.csv'
    exits 0 && out && err
}

@test "refused rows are 1 and reported; a file that cannot be done is 2, named, and nothing is written" {
    echo 短行 >>in/2.csv
    echo old >sums.csv
    try 'spread -o sums.csv "$work" in/?.csv'
    exits 1
    out
    err 'zb-cat: in/2.csv:3: fields: 1, the header has 6'
    grep -q '椒江区,出口总额,亿元,level,year,17.5' sums.csv
    : >in/3.csv
    try 'spread -o sums.csv "$work" in/?.csv'
    exits 2
    out
    err_has 'zb-cat: in/3.csv: '
    err_has 'spread: in/3.csv: not done'
    err_has 'spread: 1 of 5 files are not done; '
    grep -q 17.5 sums.csv
    # what is done is not done again, also under another list of files; what changed is
    cp in/1.csv in/3.csv
    try 'spread -o sums.csv "$work" in/[35].csv in/[124].csv'
    exits 1
    out
    err 'zb-cat: in/2.csv:3: fields: 1, the header has 6'
    grep -q '椒江区,出口总额,亿元,level,year,15.5' sums.csv
}

@test "a run that was stopped goes on where it was; a result that is damaged is not taken" {
    try 'spread -o sums.csv "echo \$1 >>$PWD/ran; [ -e $PWD/go ] || [ \$1 != in/3.csv ] || exit 2; $work" in/?.csv'
    exits 2
    out
    err_has 'spread: in/3.csv: not done'
    # one that lost its end, one that lost a row
    grep -l -e '^椒江区.*[^0-9]1\.5' -e '^椒江区.*[^0-9]5\.5' -r sums.csv.work/done >damaged
    [ "$(wc -l <damaged)" -eq 2 ]
    while read -r key; do
        mv "$key" sums.csv.work/new/
        mv "$key.err" sums.csv.work/new/
        sed -i -e '1{/1\.5/!b' -e '}' -e '$d' "sums.csv.work/new/${key##*/}"
    done <damaged
    [ "$(find sums.csv.work/done -type f ! -name '*.err' | wc -l)" -eq 2 ]
    : >go
    rm ran
    try 'spread -o sums.csv "echo \$1 >>$PWD/ran; [ -e $PWD/go ] || [ \$1 != in/3.csv ] || exit 2; $work" in/?.csv && sort ran'
    exits 0
    err
    out in/1.csv in/3.csv in/5.csv
    zb-aggregate -b region,indicator,unit in/?.csv | cmp - sums.csv
}

@test "two runs at once: the second is refused" {
    mkdir sums.csv.work
    try 'flock sums.csv.work/lock spread -o sums.csv "$work" in/1.csv'
    exits 2
    out
    err "spread: $PWD/sums.csv.work: another run is at work"
}

@test "ssh: files go to the hosts and results come back; one that falls silent in the middle is done without" {
    hosts 2 3
    try 'spread -l 127.0.0.2 -l 127.0.0.3 -o sums.csv "echo \$HERE >>$PWD/ran; $work" in/?.csv in/二*/* && sort -u ran'
    exits 0
    err
    out 2 3
    cmp sums.csv wanted.csv
    rm ran
    # stopped, a host answers nobody any more, and closes no connection
    (
        while [ ! -e at3 ]; do sleep 0.1; done
        listener=$(cat sshd-3/pid)
        sessions=$(ps -o pid= --ppid "$listener")
        # shellcheck disable=SC2086 # numbers
        kill -STOP "$listener" $sessions
        sleep 8
        # shellcheck disable=SC2086
        kill -9 $sessions
    ) 3>&- &
    try 'spread -l 127.0.0.2 -l 127.0.0.3 -o sums.csv "[ \$HERE != 3 ] || { touch $PWD/at3; sleep 6; exit 9; }; echo \$HERE >>$PWD/ran; $work" in/?.csv in/二*/* && sort ran | uniq -c'
    exits 0
    err
    out '      6 2'
    cmp sums.csv wanted.csv
}

@test "ssh: a host that is not there is done without; no host at all is 2" {
    hosts 2
    zb-aggregate -b region,indicator,unit in/[12].csv >two.csv
    try 'spread -l 127.0.0.2 -l 127.0.0.9 -j 1 -o sums.csv "$work" in/[12].csv && cmp sums.csv two.csv'
    exits 0 && out && err
    try 'spread -l 127.0.0.9 -t 2 -o no.csv "$work" in/1.csv; echo $?; ls'
    exits 0
    any out
    grep -qx 2 out
    [ "$(grep -cx no.csv out)" -eq 0 ]
    err_has 'spread: in/1.csv: not done'
}

@test "Slurm: an array of jobs; a task that was killed is sent again" {
    # stands for sbatch and a node: runs the tasks of the array side by side, and kills the second once
    mkdir fake
    cat >fake/sbatch <<'END'
#!/bin/bash
[[ " $* " == *' --wait '* ]] || exit 1
[[ "$*" =~ --array=1-([0-9]+)% ]] || exit 1
echo "${BASH_REMATCH[1]}" >>"$CALLS"
for ((task = 1; task <= BASH_REMATCH[1]; task++)); do
    { [ "$task" -ne 2 ] || [ "$(wc -l <"$CALLS")" -ne 1 ]; } || continue
    (cd / && SLURM_ARRAY_TASK_ID=$task exec bash "${@: -1}" >/dev/null) &
done
wait
exit 1
END
    chmod +x fake/sbatch
    export CALLS=$PWD/calls
    try 'PATH=$PWD/fake:$PATH spread -S -o sums.csv "$work" in/?.csv in/二*/* && cat calls'
    exits 0
    err
    out 6 1
    cmp sums.csv wanted.csv
    try 'PATH=$PWD/fake:$PATH spread -S -t 2 -o no.csv "exit 3" in/1.csv; echo $?; ls no.csv'
    exits 2
    out 2
    err_has 'spread: in/1.csv: not done'
}

@test "Slurm itself: a cluster of one node in namespaces of its own" {
    needs slurmctld slurmd munged sbatch unshare ip
    [ "$(id -u)" -eq 0 ] || skip 'not root, which a network of its own needs'
    mkdir state spool
    head -c 1024 /dev/urandom >munge.key
    chmod 400 munge.key
    chmod 700 .
    cat >slurm.conf <<END
ClusterName=test
SlurmctldHost=node1(10.99.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$PWD/munge.sock
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
AccountingStorageType=accounting_storage/none
MpiDefault=none
StateSaveLocation=$PWD/state
SlurmdSpoolDir=$PWD/spool
SlurmctldPidFile=$PWD/slurmctld.pid
SlurmdPidFile=$PWD/slurmd.pid
SlurmctldLogFile=$PWD/slurmctld.log
SlurmdLogFile=$PWD/slurmd.log
NodeName=node1 NodeAddr=10.99.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=node1 Default=YES State=UP
END
    cat >cluster <<'END'
set -e
[ -z "${ZB_SANITIZED-}" ] || export ASAN_OPTIONS=detect_leaks=0 # nothing of a job may be traced
ip link add v0 type veth peer name v1
ip addr add 10.99.0.1/24 dev v0
for link in v0 v1 lo; do ip link set "$link" up; done
hostname node1
{ grep -v node1 /etc/hosts || true; echo 10.99.0.1 node1; } >hosts
mount --bind hosts /etc/hosts
munged --key-file="$PWD/munge.key" --socket="$PWD/munge.sock" --pid-file="$PWD/munge.pid" --log-file="$PWD/munge.log" \
    --seed-file="$PWD/munge.seed" --force
export SLURM_CONF=$PWD/slurm.conf
slurmctld -f "$SLURM_CONF"
slurmd -N node1 -f "$SLURM_CONF"
END
    cp cluster probe
    try 'unshare -m -n -u --pid --fork --kill-child sh probe >probe.log 2>&1'
    if [ "$status" -ne 0 ]; then
        unlooked=''
        skip "no Slurm can be started here: $(tail -n 1 probe.log)"
    fi
    exits 0 && out && err
    rm -rf state/* spool/* ./*.pid munge.sock*
    # shellcheck disable=SC2016
    echo 'spread -S -o sums.csv "$work" in/?.csv in/二*/* >said 2>&1' >>cluster
    export TRY_SECONDS=300
    try 'unshare -m -n -u --pid --fork --kill-child sh cluster >cluster.log 2>&1; cat said'
    exits 0 && out && err
    cmp sums.csv wanted.csv
}
