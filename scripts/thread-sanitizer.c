// Preloaded where the thread sanitizer runs. A continuation that is resumed before anybody waits for it hands its value over by an
// atomic of the Swift runtime, which is not built for the sanitizer, and the runtime tells it of the giving only, not of the taking.
// So whoever resumes waits until the other side waits: then a job is handed over, and of that the runtime tells both sides.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

// What the runtime calls to tell the sanitizer that a task is handed on.
typedef void (*Tell)(void *);
static Tell tell;
// Where the three functions that resume begin and end.
static struct { uintptr_t start, end; } resuming[3];
static void *(*currentTask)(void) __attribute__((swiftcall));

// The runtime's layout (Task.h, MetadataValues.h): a task's context; in that of a continuation whether somebody waits for it.
enum { contextOfTask = 64, statusOfContext = 24 };
enum { pending = 0 };
// Where what hands out a continuation waits for who resumes it, neither would go on.
static const int64_t longest = 1000000000;

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000 + now.tv_nsec;
}

static void handOn(void *task) {
    tell(task);
    uintptr_t caller = (uintptr_t)__builtin_return_address(0);
    for (int i = 0; i < 3; i++) {
        if (caller < resuming[i].start || caller >= resuming[i].end || currentTask() == task) continue;
        char *context = *(char **)((char *)task + contextOfTask);
        _Atomic(size_t) *status = (_Atomic(size_t) *)(context + statusOfContext);
        for (int64_t start = nanoseconds(); *status == pending && nanoseconds() - start < longest;) sched_yield();
    }
}

__attribute__((constructor)) static void begin(void) {
    Tell *told = dlsym(RTLD_DEFAULT, "_swift_tsan_release");
    if (!told || !*told) return;  // a program the sanitizer does not watch
    *(void **)&currentTask = dlsym(RTLD_DEFAULT, "swift_task_getCurrent");
    const char *names[] = {"swift_continuation_resume", "swift_continuation_throwingResume", "swift_continuation_throwingResumeWithError"};
    for (int i = 0; i < 3; i++) {
        Dl_info info;
        ElfW(Sym) *symbol;
        void *function = dlsym(RTLD_DEFAULT, names[i]);
        if (!function || !dladdr1(function, &info, (void **)&symbol, RTLD_DL_SYMENT) || !symbol) continue;
        resuming[i].start = (uintptr_t)function;
        resuming[i].end = (uintptr_t)function + symbol->st_size;
    }
    tell = *told;
    *told = handOn;
}
