// RTLD_DEFAULT is an extension.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "internal.h"

int onednn_context_create(onednn_context **context) {
  onednn_context *made = calloc(1, sizeof *made);
  if (!made) return dnnl_out_of_memory;
  int status = dnnl_engine_create(&made->engine, dnnl_cpu, 0);
  if (!status)
    status = dnnl_stream_create(&made->stream, made->engine, dnnl_stream_default_flags);
  if (status) {
    onednn_context_destroy(made);
    return status;
  }
  *context = made;
  return dnnl_success;
}

void onednn_context_destroy(onednn_context *context) {
  if (!context) return;
  if (context->stream) dnnl_stream_destroy(context->stream);
  if (context->engine) dnnl_engine_destroy(context->engine);
  free(context);
}

// The runtime's own entry for a region that all threads run; there are as many as were set.
typedef void region(void (*body)(void *), void *data, unsigned threads, unsigned flags);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void (*set_threads)(int);
static region *run_on_all;

// oneDNN has no call for this: it asks the OpenMP runtime it was linked to, which is found at run
// time, since builds of oneDNN with other runtimes have none.
static void find_runtime(void) {
  *(void **)&set_threads = dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  *(void **)&run_on_all = dlsym(RTLD_DEFAULT, "GOMP_parallel");
}

void onednn_set_threads(int count) {
  pthread_once(&once, find_runtime);
  if (set_threads) set_threads(count);
}

typedef struct {
  void (*piece)(void *, int);
  void *owner;
  int count;
  atomic_int next;
} pieces;

static void take_pieces(void *data) {
  pieces *all = data;
  for (int i; (i = atomic_fetch_add(&all->next, 1)) < all->count;) all->piece(all->owner, i);
}

void onednn_share(int count, void (*piece)(void *owner, int index), void *owner) {
  pthread_once(&once, find_runtime);
  pieces all = {piece, owner, count, 0};
  if (run_on_all && count > 1)
    run_on_all(take_pieces, &all, 0, 0);
  else
    take_pieces(&all);
}
