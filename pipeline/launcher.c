/* Limits, Landlock and seccomp, in this order; then exec. */
#define _GNU_SOURCE
#include "pipeline/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#endif

enum { NOT_INSTALLED = 127, NOT_CONFINED = 126 };

struct profile {
    const char *name;
    rlim_t memory_bytes, cpu_seconds, file_bytes, files;
    bool writes_home, believes; /* believes: that it waits at a socket of its own */
};

static const struct profile profiles[] = {
    {"reader", (rlim_t)1 << 30, 20, 0, 64, false, false},
    {"office", (rlim_t)4 << 30, 60, (rlim_t)256 << 20, 1024, true, true},
};

static bool limit(int resource, rlim_t most) {
    struct rlimit limits = {most, most};
    return setrlimit((__rlimit_resource_t)resource, &limits) == 0;
}

static bool set_limits(const struct profile *profile) {
    return limit(RLIMIT_AS, profile->memory_bytes) && limit(RLIMIT_CPU, profile->cpu_seconds) &&
           limit(RLIMIT_FSIZE, profile->file_bytes) && limit(RLIMIT_NOFILE, profile->files) && limit(RLIMIT_CORE, 0);
}

#ifdef __linux__

/* ---- Landlock ---- */

#define READ_FILES (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ALL_ACCESS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1) /* of the first version */

static void allow(int rules, const char *path, unsigned long long access) {
    struct landlock_path_beneath_attr rule = {.allowed_access = access};
    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

static bool fence_files(const struct profile *profile) {
    static const char *const readable[] = {"/usr", "/lib", "/lib64", "/bin", "/etc"};
    struct landlock_ruleset_attr attributes = {.handled_access_fs = ALL_ACCESS};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules < 0)
        return errno == ENOSYS || errno == EOPNOTSUPP; /* a kernel without it */
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
        allow(rules, readable[i], READ_FILES);
    if (profile->writes_home) {
        allow(rules, getenv("HOME") ? getenv("HOME") : "/nonexistent", ALL_ACCESS);
        allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
        allow(rules, "/dev/urandom", LANDLOCK_ACCESS_FS_READ_FILE);
        allow(rules, "/var/cache/fontconfig", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
        allow(rules, "/var/spool/libreoffice", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
    }
    bool fenced = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return fenced;
}

/* ---- seccomp ---- */

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define ANSWER_CALL(call, errno_value)                                                                                 \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (errno_value))
#define REFUSE_CALL(call) ANSWER_CALL(call, EPERM)

/* Refuses calls that reach beyond the process. `believes`: LibreOffice ends unless it can wait for a second of its kind
 * at a socket; it is told that it does. A socket that is not bound or connected reaches nobody. */
static bool fence_calls(const struct profile *profile) {
#ifdef OWN_ARCHITECTURE
    unsigned family = profile->believes ? AF_UNIX : UINT32_MAX, answer = profile->believes ? 0 : EPERM;
    struct sock_filter filter[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), /* x32 */
        REFUSE,
        REFUSE_CALL(ptrace),
        REFUSE_CALL(process_vm_readv),
        REFUSE_CALL(process_vm_writev),
        REFUSE_CALL(io_uring_setup),
        REFUSE_CALL(bpf),
        REFUSE_CALL(keyctl),
        REFUSE_CALL(unshare),
        REFUSE_CALL(setns),
        REFUSE_CALL(mount),
        REFUSE_CALL(perf_event_open),
        REFUSE_CALL(userfaultfd),
        REFUSE_CALL(setsid), /* the group ends as one */
        REFUSE_CALL(setpgid),
        REFUSE_CALL(kill),
        REFUSE_CALL(connect),
        REFUSE_CALL(sendto),
        REFUSE_CALL(sendmsg),
        REFUSE_CALL(sendmmsg),
        ANSWER_CALL(bind, answer),
        ANSWER_CALL(listen, answer),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, family, 1, 0),
        REFUSE,
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
    (void)profile;
    return true;
#endif
}

static bool confine(const struct profile *profile) {
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           fence_files(profile) && set_limits(profile) && fence_calls(profile);
}

#else

static bool confine(const struct profile *profile) {
    return set_limits(profile);
}

#endif

static void close_others(void) {
    enum { MOST_FILES = 4096 };
    for (int file = STDERR_FILENO + 1; file < MOST_FILES; file++)
        close(file);
}

int launcher_main(int argc, char **argv) {
    const struct profile *profile = NULL;
    for (size_t i = 0; argc > 2 && i < sizeof profiles / sizeof *profiles; i++)
        if (strcmp(argv[1], profiles[i].name) == 0)
            profile = &profiles[i];
    if (!profile)
        return NOT_CONFINED;
    close_others();
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    if (!confine(profile))
        return NOT_CONFINED;
    execvp(argv[2], argv + 2);
    _exit(errno == ENOENT ? NOT_INSTALLED : NOT_CONFINED); /* what runs at exit would want more than is left */
}
