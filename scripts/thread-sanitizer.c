// Preloaded where the thread sanitizer runs. A continuation that is resumed before anybody awaits it hands its value over by an
// atomic of the Swift runtime, which is not built for the sanitizer and, on Linux, does not tell it: so this does.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>

// Not there in programs the sanitizer does not watch.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));
extern void *swift_task_getCurrent(void) __attribute__((weak));

typedef void (*Resume)(void *) __attribute__((swiftcall));
typedef void (*ResumeWithError)(void *, void *) __attribute__((swiftcall));
// What is awaited is an ordinary argument; the context of the caller is not one.
typedef void (*Await)(void *) __attribute__((swiftasynccall));

static Resume resume, throwingResume;
static ResumeWithError throwingResumeWithError;
static Await await;

__attribute__((constructor)) static void find(void) {
    resume = (Resume)dlsym(RTLD_NEXT, "swift_continuation_resume");
    throwingResume = (Resume)dlsym(RTLD_NEXT, "swift_continuation_throwingResume");
    throwingResumeWithError = (ResumeWithError)dlsym(RTLD_NEXT, "swift_continuation_throwingResumeWithError");
    await = (Await)dlsym(RTLD_NEXT, "swift_continuation_await");
}

static void release(void *task) {
    if (__tsan_release) __tsan_release(task);
}

__attribute__((swiftcall)) void swift_continuation_resume(void *task) {
    release(task);
    resume(task);
}

__attribute__((swiftcall)) void swift_continuation_throwingResume(void *task) {
    release(task);
    throwingResume(task);
}

__attribute__((swiftcall)) void swift_continuation_throwingResumeWithError(void *task, void *error) {
    release(task);
    throwingResumeWithError(task, error);
}

__attribute__((swiftasynccall)) void swift_continuation_await(void *context) {
    if (__tsan_acquire && swift_task_getCurrent) __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return await(context);
}
