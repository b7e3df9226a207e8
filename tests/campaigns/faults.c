/* Makes system calls fail that touch files below some folders. Loaded with LD_PRELOAD.
 *
 * FAULT_UNDER    the folders, separated by colons
 * FAULT_COUNTER  a file of 16 bytes that all processes share: calls so far, bytes written so far
 * FAULT_AT       the number of the call that fails, from 1; 0 is none
 * FAULT_COUNT    how many calls fail from that one on; 0 is all
 * FAULT_ERRNO    with which error
 * FAULT_BYTES    the disk is full when so many bytes are written; 0 is never
 * FAULT_LOG      a file to which each failing call is added, with its error
 * FAULT_TRACE    a file to which each call is added, with its number
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static char under[8][PATH_MAX];
static int folders, error_number = EIO;
static long fail_at, fail_count, disk_bytes;
static volatile long *shared;
static char log_path[PATH_MAX], trace_path[PATH_MAX];

#define REAL(name) ((__typeof__(name) *)real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static long number(const char *name) {
    const char *value = getenv(name);
    return value ? atol(value) : 0;
}

/* Also called by a process that is forked, when its environment is set. */
__attribute__((constructor)) void faults_start(void) {
    const char *list = getenv("FAULT_UNDER"), *counter = getenv("FAULT_COUNTER");
    if (!list || !counter) return;
    int file = REAL(open)(counter, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    void *mapped = REAL(mmap)(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    REAL(close)(file);
    if (mapped == MAP_FAILED) return;
    fail_at = number("FAULT_AT");
    fail_count = number("FAULT_COUNT");
    error_number = (int)number("FAULT_ERRNO");
    disk_bytes = number("FAULT_BYTES");
    if (getenv("FAULT_LOG")) snprintf(log_path, sizeof log_path, "%s", getenv("FAULT_LOG"));
    if (getenv("FAULT_TRACE")) snprintf(trace_path, sizeof trace_path, "%s", getenv("FAULT_TRACE"));
    folders = 0;
    while (*list && folders < 8) {
        size_t length = strcspn(list, ":");
        snprintf(under[folders++], PATH_MAX, "%.*s", (int)length, list);
        list += length + (list[length] == ':');
    }
    shared = mapped;
}

static int is_watched(const char *path) {
    for (int i = 0; i < folders; i++) {
        size_t length = strlen(under[i]);
        if (!strncmp(path, under[i], length) && (!path[length] || path[length] == '/')) return 1;
    }
    return 0;
}

static const char *path_at(int folder, const char *path, char *found) {
    char base[PATH_MAX / 2] = "";
    if (path[0] == '/') return path;
    if (folder == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return path;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = REAL(readlink)(link, base, sizeof base - 1);
        if (length < 0) return path;
        base[length] = 0;
    }
    if (!path[0]) snprintf(found, PATH_MAX, "%s", base);
    else snprintf(found, PATH_MAX, "%s/%s", base, path);
    return found;
}

static void add_line(const char *to, const char *call, int number, const char *path) {
    if (!to[0]) return;
    int file = REAL(open)(to, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return;
    dprintf(file, "%s %d %s\n", call, number, path);
    REAL(close)(file);
}

/* Whether this call fails; errno is set. */
static int fails(const char *call, int folder, const char *path) {
    char buffer[PATH_MAX];
    if (!shared || !path) return 0;
    int saved = errno;
    const char *full = path_at(folder, path, buffer);
    errno = saved;
    if (!is_watched(full)) return 0;
    long now = __sync_add_and_fetch(&shared[0], 1);
    add_line(trace_path, call, (int)now, full);
    errno = saved;
    if (!fail_at || now < fail_at || (fail_count && now >= fail_at + fail_count)) return 0;
    add_line(log_path, call, error_number, full);
    errno = error_number;
    return 1;
}

static int fails_on(const char *call, int file) { return fails(call, file, ""); }

/* How many of the bytes fit on the disk; -1 when it is full. */
static ssize_t room(const char *call, int file, size_t wanted) {
    char buffer[PATH_MAX];
    if (!shared || !wanted || !is_watched(path_at(file, "", buffer))) return (ssize_t)wanted;
    long before = __sync_fetch_and_add(&shared[1], (long)wanted);
    if (!disk_bytes) return (ssize_t)wanted;
    if (before >= disk_bytes) {
        add_line(log_path, call, ENOSPC, buffer);
        errno = ENOSPC;
        return -1;
    }
    return before + (long)wanted <= disk_bytes ? (ssize_t)wanted : disk_bytes - before;
}

#define OPEN(name)                                                        \
    int name(const char *path, int flags, ...) {                          \
        va_list rest;                                                     \
        va_start(rest, flags);                                            \
        mode_t mode = va_arg(rest, mode_t);                               \
        va_end(rest);                                                     \
        return fails("open", AT_FDCWD, path) ? -1 : REAL(name)(path, flags, mode); \
    }
#define OPENAT(name)                                                      \
    int name(int folder, const char *path, int flags, ...) {              \
        va_list rest;                                                     \
        va_start(rest, flags);                                            \
        mode_t mode = va_arg(rest, mode_t);                               \
        va_end(rest);                                                     \
        return fails("open", folder, path) ? -1 : REAL(name)(folder, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t read(int file, void *to, size_t size) {
    return fails_on("read", file) ? -1 : REAL(read)(file, to, size);
}
#define PREAD(name)                                                       \
    ssize_t name(int file, void *to, size_t size, off_t at) {             \
        return fails_on("read", file) ? -1 : REAL(name)(file, to, size, at); \
    }
PREAD(pread)
PREAD(pread64)

ssize_t write(int file, const void *from, size_t size) {
    ssize_t fits;
    if (fails_on("write", file) || (fits = room("write", file, size)) < 0) return -1;
    return REAL(write)(file, from, (size_t)fits);
}
#define PWRITE(name)                                                      \
    ssize_t name(int file, const void *from, size_t size, off_t at) {     \
        ssize_t fits;                                                     \
        if (fails_on("write", file) || (fits = room("write", file, size)) < 0) return -1; \
        return REAL(name)(file, from, (size_t)fits, at);                  \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t writev(int file, const struct iovec *parts, int count) {
    size_t size = 0;
    for (int i = 0; i < count; i++) size += parts[i].iov_len;
    if (fails_on("write", file) || room("write", file, size) < (ssize_t)size) {
        if (disk_bytes) errno = ENOSPC;
        return -1;
    }
    return REAL(writev)(file, parts, count);
}

#define ON_FILE(name) \
    int name(int file) { return fails_on(#name, file) ? -1 : REAL(name)(file); }
ON_FILE(fsync)
ON_FILE(fdatasync)

int close(int file) { /* the file is closed all the same */
    int failed = fails_on("close", file), error = errno;
    int closed = REAL(close)(file);
    if (failed) errno = error;
    return failed ? -1 : closed;
}

int flock(int file, int how) {
    int (*call)(int, int) = (int (*)(int, int))real("flock");
    return fails_on("flock", file) ? -1 : call(file, how);
}

#define TRUNCATE(name)                                                    \
    int name(int file, off_t size) {                                      \
        return fails_on("ftruncate", file) ? -1 : REAL(name)(file, size); \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define MMAP(name)                                                        \
    void *name(void *at, size_t size, int protection, int flags, int file, off_t start) { \
        if (file >= 0 && !(flags & MAP_ANONYMOUS) && fails_on("mmap", file)) return MAP_FAILED; \
        return REAL(name)(at, size, protection, flags, file, start);      \
    }
MMAP(mmap)
MMAP(mmap64)

#define ON_PATH(name) \
    int name(const char *path) { return fails(#name, AT_FDCWD, path) ? -1 : REAL(name)(path); }
ON_PATH(unlink)
ON_PATH(rmdir)

int unlinkat(int folder, const char *path, int flags) {
    return fails("unlink", folder, path) ? -1 : REAL(unlinkat)(folder, path, flags);
}
int mkdir(const char *path, mode_t mode) {
    return fails("mkdir", AT_FDCWD, path) ? -1 : REAL(mkdir)(path, mode);
}
int mkdirat(int folder, const char *path, mode_t mode) {
    return fails("mkdir", folder, path) ? -1 : REAL(mkdirat)(folder, path, mode);
}
int rename(const char *from, const char *to) {
    return fails("rename", AT_FDCWD, to) ? -1 : REAL(rename)(from, to);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return fails("rename", to_folder, to) ? -1 : REAL(renameat)(from_folder, from, to_folder, to);
}
DIR *opendir(const char *path) {
    return fails("opendir", AT_FDCWD, path) ? NULL : REAL(opendir)(path);
}
DIR *fdopendir(int file) { return fails_on("opendir", file) ? NULL : REAL(fdopendir)(file); }
#define READDIR(name, type)                                               \
    struct type *name(DIR *folder) {                                      \
        return fails_on("readdir", dirfd(folder)) ? NULL : REAL(name)(folder); \
    }
READDIR(readdir, dirent)
READDIR(readdir64, dirent64)

#define STAT(name, type)                                                  \
    int name(const char *path, struct type *to) {                         \
        return fails("stat", AT_FDCWD, path) ? -1 : REAL(name)(path, to); \
    }
STAT(stat, stat)
STAT(lstat, stat)
STAT(stat64, stat64)
STAT(lstat64, stat64)
#define FSTAT(name, type)                                                 \
    int name(int file, struct type *to) {                                 \
        return fails_on("fstat", file) ? -1 : REAL(name)(file, to);       \
    }
FSTAT(fstat, stat)
FSTAT(fstat64, stat64)
#define FSTATAT(name, type)                                               \
    int name(int folder, const char *path, struct type *to, int flags) {  \
        return fails("stat", folder, path) ? -1 : REAL(name)(folder, path, to, flags); \
    }
FSTATAT(fstatat, stat)
FSTATAT(fstatat64, stat64)
int statx(int folder, const char *path, int flags, unsigned mask, struct statx *to) {
    return fails("stat", folder, path) ? -1 : REAL(statx)(folder, path, flags, mask, to);
}
