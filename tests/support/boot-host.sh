# Boots systemd as PID 1 on a throw-away copy of this machine's own file system, in a network of its own.
# Usage: sh boot-host.sh NAME FOLDER. Run as root, inside a cgroup of its own of the unified hierarchy.
set -e
name=$1 folder=$2
mount --make-rprivate /
mount -t tmpfs tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
cd "$folder/root"

# Nothing of what this machine runs, and nothing that a Holdfast has left.
rm -rf etc/systemd/system/* etc/holdfast var/lib/holdfast etc/machine-id
ln -s /lib/systemd/system/multi-user.target etc/systemd/system/default.target
for unit in getty.target getty-static.service systemd-networkd.service systemd-resolved.service systemd-timesyncd.service apt-daily.timer apt-daily-upgrade.timer; do
  ln -s /dev/null "etc/systemd/system/$unit"
done
echo "$name" >etc/hostname
systemd-id128 new >etc/machine-id

mount -t proc proc proc
# Of the kernel's settings only those of its own network may be changed.
mount -t tmpfs tmpfs mnt
mkdir mnt/net
mount --bind proc/sys/net mnt/net
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount --bind mnt/net proc/sys/net
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mount -t tmpfs tmpfs dev
mkdir dev/pts dev/shm
for node in null zero full random urandom tty; do
  : >"dev/$node"
  mount --bind "/dev/$node" "dev/$node"
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd

hostname "$name"
mkdir .old
pivot_root . .old
cd /
umount -l /.old
rmdir /.old
ip link set lo up
exec env -i container=holdfast-test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --log-target=console
